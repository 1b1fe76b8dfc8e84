/** Issues tokens: signed, and known to the canaries. What rules make wrong in them, `token-faults.ts` does. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { User } from '../world.ts';
import { accessTokenClaims, idTokenClaims, type AccessTokenGrant, type IdTokenGrant } from './claims.ts';
import { faultyClaims, signingKey } from '../faults/token-faults.ts';
import { signJwt } from './jwt.ts';

const issue = async (
  context: EndpointContext,
  kind: 'access_token' | 'id_token',
  claims: Readonly<Record<string, unknown>>,
): Promise<string> => {
  const faults = context.tokenFaults.filter(({ only = kind }) => only === kind);
  const token = await signJwt(await signingKey(context.keys, faults), faultyClaims(claims, faults));
  context.watch(kind, token);
  return token;
};

export const issueAccessToken = (context: EndpointContext, grant: AccessTokenGrant): Promise<string> =>
  issue(context, 'access_token', accessTokenClaims(context, grant));

export const issueIdToken = (context: EndpointContext, grant: IdTokenGrant): Promise<string> =>
  issue(context, 'id_token', idTokenClaims(context, grant));

/** Who signed in, by their home: what clients make the home account id of. */
export const clientInfoOf = (user: User): string =>
  Buffer.from(JSON.stringify({ uid: user.id, utid: user.tenant.id })).toString('base64url');
