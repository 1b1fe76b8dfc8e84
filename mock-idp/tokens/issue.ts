/** Issues tokens: signed, and known to the canaries. What rules make wrong in them, `token-faults.ts` does. */
import { consumersTenantId } from '../directory/find.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { User } from '../world.ts';
import { accessTokenClaims, idTokenClaims, type AccessTokenGrant, type IdTokenGrant } from './claims.ts';
import { faultyClaims, signingKey } from '../faults/token-faults.ts';
import { accessTokenClaimsV1, accessTokenVersion, idTokenClaimsV1 } from '../v1/claims.ts';
import { signJwt } from './jwt.ts';
import { issuePersonalAccessToken, personalClientInfo, personalIdTokenClaims } from './personal-tokens.ts';

/** Microsoft's own APIs get opaque tokens of personal accounts, those of the world JSON Web Tokens. */
const isOpaque = ({ cloud }: EndpointContext, { tenant, granted }: AccessTokenGrant): boolean =>
  tenant.id === consumersTenantId && cloud.resources.some(({ appId }) => appId === granted.resource.appId);

/** Signs claims as one or the other; rules may make them wrong. */
export const issue = async (
  context: EndpointContext,
  kind: 'access_token' | 'id_token',
  claims: Readonly<Record<string, unknown>>,
): Promise<string> => {
  const faults = context.tokenFaults.filter(({ only = kind }) => only === kind);
  const token = await signJwt(await signingKey(context.keys, faults), faultyClaims(claims, faults));
  context.watch(kind, token);
  return token;
};

const claimsOfAccessToken = (context: EndpointContext, grant: AccessTokenGrant) => {
  const claims = accessTokenClaims(context, grant);
  return accessTokenVersion(context, grant) === 1 ? accessTokenClaimsV1(context, grant, claims) : claims;
};

/** ID tokens are of the version of the endpoint. */
const claimsOfIdToken = (context: EndpointContext, grant: IdTokenGrant) => {
  const claims = idTokenClaims(context, grant);
  return context.version === 'v1' ? idTokenClaimsV1(context, grant, claims) : claims;
};

const issueOpaque = (context: EndpointContext, grant: AccessTokenGrant, user: User): string => {
  const token = issuePersonalAccessToken(context, grant, user);
  context.watch('access_token', token);
  return token;
};

export const issueAccessToken = async (context: EndpointContext, grant: AccessTokenGrant): Promise<string> =>
  grant.user && isOpaque(context, grant)
    ? issueOpaque(context, grant, grant.user)
    : issue(context, 'access_token', claimsOfAccessToken(context, grant));

export const issueIdToken = (context: EndpointContext, grant: IdTokenGrant): Promise<string> =>
  issue(
    context,
    'id_token',
    grant.tenant.id === consumersTenantId
      ? personalIdTokenClaims(context, grant)
      : claimsOfIdToken(context, grant),
  );

/** Who signed in, by their home: what clients make the home account id of. Guests keep theirs. */
export const clientInfoOf = ({
  app,
  user,
  tenant,
}: Pick<IdTokenGrant, 'app' | 'user' | 'tenant'>): string => {
  const info =
    tenant.id === consumersTenantId ? personalClientInfo(user, app) : { uid: user.id, utid: user.tenant.id };
  return Buffer.from(JSON.stringify(info)).toString('base64url');
};
