/** The tokens of AD FS and the answer they come in: members, claims and their order as recorded. */
import { createHash } from 'node:crypto';
import { CompactSign } from 'jose';
import { jsonAnswer } from '../endpoints/answers.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { GrantedScopes } from '../state.ts';
import type { ClientProof } from '../tokens/claims.ts';
import { issueRefreshToken } from '../tokens/opaque.ts';
import type { App, User } from '../world.ts';
import type { WireResponse } from '../wire.ts';
import { realmOf } from './federation.ts';
import { adfsKey } from './adfs-key.ts';

type Claims = Readonly<Record<string, unknown>>;

export interface AdfsGrant {
  readonly app: App;
  readonly granted: GrantedScopes;
  readonly proof: ClientProof;
  readonly user?: User;
  readonly nonce?: string | undefined;
}

/** Seconds an ID token lives. */
const idTokenLifetime = 3600;

const proofs = { none: '0', secret: '1', certificate: '2' } as const;

/** Host the farm is known by: issuers name it whatever address was asked. */
export const farmHost = ({ tenant, host }: EndpointContext): string =>
  (tenant.kind === 'tenant' ? tenant.tenant.adfs?.host : undefined) ?? host;

const digest = (...parts: string[]) => createHash('sha256').update(parts.join(' ')).digest();

/** A Windows security identifier: always the same for a user. */
const sidOf = (user: User): string => {
  const bytes = digest('sid', user.id);
  return `S-1-5-21-${bytes.readUInt32LE(0)}-${bytes.readUInt32LE(4)}-${bytes.readUInt32LE(8)}-${1000 + bytes.readUInt16LE(12)}`;
};

const times = ({ world }: EndpointContext, lifetime: number) => {
  const now = Math.floor(world.clock.now() / 1000);
  return { iat: now, nbf: now, exp: now + lifetime };
};

const whoIs = ({ world }: EndpointContext, user: User, app: App) => ({
  auth_time: Math.floor(world.clock.now() / 1000),
  sub: digest('subject', user.id, app.clientId).toString('base64'),
  sid: sidOf(user),
  upn: user.upn,
  unique_name: user.upn,
});

const howItWas = ({ app, granted, proof, user }: AdfsGrant) => ({
  appidacr: proofs[proof],
  ...(user && { authmethod: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport' }),
  apptype: app.kind === 'public' ? 'Public' : 'Confidential',
  appid: app.clientId,
  ver: '1.0',
  ...(user && { scp: [...granted.scopes, ...granted.oidc].join(' ') }),
});

/** JOSE header `typ, alg, x5t, kid`. */
const sign = async (context: EndpointContext, kind: string, claims: Claims): Promise<string> => {
  const { privateKey, x5t } = await adfsKey();
  const token = await new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', x5t, kid: x5t })
    .sign(privateKey);
  context.watch(kind, token);
  return token;
};

const accessToken = (context: EndpointContext, grant: AdfsGrant) =>
  sign(context, 'access_token', {
    aud: grant.granted.resource.appId,
    iss: realmOf(farmHost(context)),
    ...times(context, context.world.config.tokens.expiresIn),
    ...(grant.user ? whoIs(context, grant.user, grant.app) : { sub: grant.app.clientId }),
    ...howItWas(grant),
  });

const idToken = (context: EndpointContext, grant: AdfsGrant, user: User) =>
  sign(context, 'id_token', {
    aud: grant.app.clientId,
    iss: `https://${farmHost(context)}/adfs`,
    ...times(context, idTokenLifetime),
    ...(grant.nonce !== undefined && { nonce: grant.nonce }),
    ...whoIs(context, user, grant.app),
    ...howItWas(grant),
  });

export const answerAdfsApp = async (context: EndpointContext, grant: AdfsGrant): Promise<WireResponse> => {
  context.setDecision(`issued a token to the app ${grant.app.name}`);
  return jsonAnswer({
    access_token: await accessToken(context, grant),
    token_type: 'bearer',
    expires_in: context.world.config.tokens.expiresIn,
  });
};

/** `refreshToken: 'kept'`: the one that was redeemed goes on being good, and the answer has none. */
export const answerAdfsUser = async (
  context: EndpointContext,
  grant: AdfsGrant & { readonly user: User; readonly refreshToken: 'new' | 'kept' },
): Promise<WireResponse> => {
  const { app, user, granted } = grant;
  const { expiresIn, refreshTokenExpiresIn } = context.world.config.tokens;
  context.setDecision(`issued a token to ${user.name} for the app ${app.name}`);
  return jsonAnswer({
    access_token: await accessToken(context, grant),
    token_type: 'bearer',
    expires_in: expiresIn,
    resource: granted.resource.appId,
    ...(grant.refreshToken === 'new' && {
      refresh_token: issueRefreshToken(context, { app, user, granted }).token,
      refresh_token_expires_in: refreshTokenExpiresIn,
    }),
    scope: [...granted.scopes, ...granted.oidc].join(' '),
    ...(granted.oidc.includes('openid') && { id_token: await idToken(context, grant, user) }),
  });
};
