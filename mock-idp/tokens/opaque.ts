/**
 * Codes and refresh tokens: opaque to clients, and like Entra's in form. Behind the version they carry the id of
 * the tenant, so that a request that brings nothing else still finds its world.
 */
import { consumersTenantId } from '../directory/find.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { keepAtMost } from '../sign-in/keep-at-most.ts';
import type { AuthorizationCode, DeviceCode, RefreshToken } from '../state.ts';
import type { Tenant } from '../world.ts';

/** Of each kind; a world forgets the oldest. */
const mostKept = 50_000;

const marks = { code: 'AgABBAIAAAD', refresh_token: 'AgABAwEAAAD', device_code: 'DAQABIQEAAAD' } as const;

export const tenantTag = (tenantId: string) =>
  Buffer.from(tenantId.replaceAll('-', ''), 'hex').toString('base64url');

/** The tenant id that an opaque value of ours carries. */
export const tenantIdInside = (opaque: string): string | undefined => {
  const tag = /^1\.A([\w-]{22})\./.exec(opaque)?.[1];
  return tag === undefined ? undefined : tenantIdOf(tag);
};

/** The tenant id that a tag stands for. */
export const tenantIdOf = (tag: string): string =>
  Buffer.from(tag, 'base64url')
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** What personal accounts get has a form of its own; the client id beside it says which world it is of. */
const personalMarks = {
  code: 'M.C5_BAY.2.U.',
  refresh_token: 'M.C5_BAY.0.U.-',
  device_code: '',
} as const;

const mint = (context: EndpointContext, kind: keyof typeof marks, tenant: Tenant): string => {
  const start =
    tenant.id === consumersTenantId ? personalMarks[kind] : `1.A${tenantTag(tenant.id)}.${marks[kind]}`;
  const value = `${start}${context.world.random.text(48)}`;
  context.watch(kind, value);
  return value;
};

/** Remembers a new authorization code; the caller redirects with it. */
export const issueAuthorizationCode = (
  context: EndpointContext,
  grant: Omit<AuthorizationCode, 'code' | 'issuedAt' | 'redeemed' | 'revoked'>,
): AuthorizationCode => {
  const code: AuthorizationCode = {
    ...grant,
    code: mint(context, 'code', grant.tenant),
    issuedAt: context.world.clock.now(),
    redeemed: false,
    revoked: false,
  };
  keepAtMost(context.state.authorizationCodes, mostKept).set(code.code, code);
  return code;
};

export const issueRefreshToken = (
  context: EndpointContext,
  grant: Pick<RefreshToken, 'app' | 'user' | 'granted' | 'authentication' | 'b2c'>,
): RefreshToken => {
  const now = context.world.clock.now();
  const token: RefreshToken = {
    ...grant,
    token: mint(context, 'refresh_token', grant.user.tenant),
    issuedAt: now,
    lastUsedAt: now,
    revoked: false,
  };
  keepAtMost(context.state.refreshTokens, mostKept).set(token.token, token);
  return token;
};

/** No vowels and nothing that looks like something else: people type it. */
const userCodeLetters = 'BCDFGHJKLMNPQRSTVWXYZ23456789';

const mintUserCode = ({ world: { random } }: EndpointContext): string =>
  Array.from({ length: 9 }, () => userCodeLetters[random.int(userCodeLetters.length)]!).join('');

export const issueDeviceCode = (
  context: EndpointContext,
  grant: Pick<DeviceCode, 'app' | 'tenantSegment' | 'granted' | 'claims'>,
): DeviceCode => {
  const { world, state } = context;
  const now = world.clock.now();
  const code: DeviceCode = {
    ...grant,
    deviceCode: mint(context, 'device_code', grant.app.tenant),
    userCode: mintUserCode(context),
    issuedAt: now,
    expiresAt: now + world.config.tokens.deviceCodeExpiresIn * 1000,
    state: { kind: 'pending' },
  };
  keepAtMost(state.deviceCodes, mostKept).set(code.deviceCode, code);
  keepAtMost(state.userCodes, mostKept).set(code.userCode, code);
  context.claim(code.userCode);
  return code;
};
