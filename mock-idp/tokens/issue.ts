/** Issues tokens: signed, and known to the canaries. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { User } from '../world.ts';
import { accessTokenClaims, idTokenClaims, type AccessTokenGrant, type IdTokenGrant } from './claims.ts';
import { signJwt } from './jwt.ts';

export const issueAccessToken = async (
  context: EndpointContext,
  grant: AccessTokenGrant,
): Promise<string> => {
  const token = await signJwt(context.keys, accessTokenClaims(context, grant));
  context.watch('access_token', token);
  return token;
};

export const issueIdToken = async (context: EndpointContext, grant: IdTokenGrant): Promise<string> => {
  const token = await signJwt(context.keys, idTokenClaims(context, grant));
  context.watch('id_token', token);
  return token;
};

/** Who signed in, by their home: what clients make the home account id of. */
export const clientInfoOf = (user: User): string =>
  Buffer.from(JSON.stringify({ uid: user.id, utid: user.tenant.id })).toString('base64url');
