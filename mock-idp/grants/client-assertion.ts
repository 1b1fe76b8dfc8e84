/**
 * Checks a client assertion (RFC 7523, section 3) as Entra does. Entra lets the same assertion be used until it
 * expires, and MSAL does so: a `jti` that comes again is an error only in worlds that refuse replays.
 */
import { X509Certificate, type KeyObject } from 'node:crypto';
import { compactVerify, errors } from 'jose';
import { resolveTenant } from '../directory/find.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { isoSevenDigits } from '../errors/error-body.ts';
import { refuse, type Refusal } from '../errors/error-data.ts';
import { decodeJwt, textMember, type DecodedJwt } from '../tokens/jwt.ts';
import type { App, AppCertificate } from '../world.ts';

/** Clocks may differ by so many seconds. */
const skew = 300;

const publicKeys = new WeakMap<AppCertificate, KeyObject>();

const publicKeyOf = (certificate: AppCertificate): KeyObject => {
  const known = publicKeys.get(certificate) ?? new X509Certificate(certificate.certificatePem).publicKey;
  publicKeys.set(certificate, known);
  return known;
};

/** A time of a JWT: Entra takes a number and a number in quotes. */
const seconds = (value: unknown): number | undefined => {
  const time = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof time === 'number' && Number.isFinite(time) ? time : undefined;
};

const hexOf = (thumbprint: string) => Buffer.from(thumbprint, 'base64url').toString('hex').toUpperCase();

/** Whether the header names this certificate: by its SHA-256, its SHA-1, or a `kid` that is either. */
const names = ({ header }: DecodedJwt, { x5t, x5tS256 }: AppCertificate): boolean => {
  if (header['x5t#S256'] !== undefined) return header['x5t#S256'] === x5tS256;
  if (header['x5t'] !== undefined) return header['x5t'] === x5t;
  return [x5t, x5tS256, hexOf(x5t), hexOf(x5tS256)].includes(textMember(header, 'kid'));
};

const isSigned = async (assertion: string, certificate: AppCertificate): Promise<boolean> => {
  try {
    await compactVerify(assertion, publicKeyOf(certificate), { algorithms: ['RS256', 'PS256'] });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
};

/** AD FS and dSTS have a host of their own, and know no name for themselves but that of their token endpoint. */
const isOwnAuthority = ({ head, tenant, host }: EndpointContext): boolean =>
  head === 'adfs' || (tenant.kind === 'tenant' && tenant.tenant.dsts?.host === host);

const sameAddress = (a: URL, b: URL) =>
  a.host === b.host && a.pathname.replace(/\/$/, '') === b.pathname.replace(/\/$/, '');

/** The token endpoint or the issuer, of any alias of the cloud and any spelling of the tenant. */
const isAudience = (context: EndpointContext, audience: unknown): boolean => {
  const { cloud, clouds, world, tenant } = context;
  if (Array.isArray(audience) || typeof audience !== 'string') return false;
  const url = URL.parse(audience);
  if (url?.protocol !== 'https:') return false;
  if (isOwnAuthority(context)) return sameAddress(url, context.request.url);
  const ofTheCloud = clouds.isLoginHost(url.hostname) && clouds.byHost(url.hostname)?.id === cloud.id;
  if (url.host !== cloud.stsHost && !ofTheCloud) return false;
  const [, segment = '', ...rest] = url.pathname.replace(/\/$/, '').split('/');
  if (!['', 'v2.0', 'oauth2/v2.0/token', 'oauth2/token'].includes(rest.join('/'))) return false;
  const named = resolveTenant(world.directory, cloud.id, segment);
  if (named.kind === 'common' || named.kind === 'organizations') return true;
  return named.kind === 'tenant' && tenant.kind === 'tenant' && named.tenant === tenant.tenant;
};

const timeRefusal = ({ world }: EndpointContext, { claims }: DecodedJwt): Refusal | undefined => {
  const now = world.clock.now() / 1000;
  const expiry = seconds(claims['exp']);
  const from = seconds(claims['nbf'] ?? claims['iat']);
  if (expiry === undefined) return refuse(50027);
  if (now < expiry + skew && (from === undefined || now >= from - skew)) return undefined;
  return refuse(700024, {
    now: isoSevenDigits(now * 1000),
    from: isoSevenDigits((from ?? 0) * 1000),
    expiry: isoSevenDigits(expiry * 1000),
  });
};

/** Whether a world that refuses replays has seen this assertion; it has from now on. */
const isReplayed = ({ world, state }: EndpointContext, app: App, { claims }: DecodedJwt): boolean => {
  if (world.config.assertionReplay === 'accepted') return false;
  const seen = state.seenAssertions;
  const now = world.clock.now() / 1000;
  for (const [id, expiry] of seen) if (expiry + skew <= now) seen.delete(id);
  const id = `${app.clientId} ${textMember(claims, 'jti')}`;
  if (seen.has(id)) return true;
  seen.set(id, seconds(claims['exp'])!);
  return false;
};

/** Why an assertion does not prove that the client is this app, if it does not. */
export const assertionRefusal = async (
  context: EndpointContext,
  app: App,
  assertion: string,
): Promise<Refusal | undefined> => {
  const jwt = decodeJwt(assertion);
  if (!jwt) return refuse(50027);
  const { claims } = jwt;
  if (claims['sub'] !== claims['iss']) return refuse(50048);
  if (textMember(claims, 'sub').toLowerCase() !== app.clientId) return refuse(700021);
  const unsigned = (reason: string) =>
    refuse(700027, {
      reason,
      thumbprint: hexOf(textMember(jwt.header, 'x5t') || textMember(jwt.header, 'x5t#S256')),
    });
  if (!app.certificate || !names(jwt, app.certificate)) return unsigned('The key was not found.');
  if (!(await isSigned(assertion, app.certificate)))
    return unsigned('The key was found, but it did not sign this.');
  if (app.certificateState === 'expired') return unsigned('The key used is expired.');
  if (!isAudience(context, claims['aud'])) return refuse(700023);
  const refusal = timeRefusal(context, jwt);
  if (refusal !== undefined) return refusal;
  return isReplayed(context, app, jwt) ? unsigned('The assertion was used before.') : undefined;
};
