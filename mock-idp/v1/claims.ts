/** Tokens of version 1.0: v2.0's claims under the names of v1.0, from the issuer of v1.0. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { AccessTokenGrant, IdTokenGrant } from '../tokens/claims.ts';
import { issuerOfV1 } from '../tokens/identifiers.ts';
import type { User } from '../world.ts';

type Claims = Readonly<Record<string, unknown>>;

/** The API decides about its access tokens; one that has no say gets those of the endpoint that is asked. */
export const accessTokenVersion = ({ version }: EndpointContext, { granted }: AccessTokenGrant): 1 | 2 =>
  granted.resource.accessTokenVersion ?? (version === 'v1' ? 1 : 2);

const personOf = (user: User, idp: unknown): Claims => {
  const [givenName, ...rest] = user.displayName.split(' ');
  return {
    amr: ['pwd'],
    family_name: rest.length > 0 ? rest.join(' ') : undefined,
    given_name: givenName,
    unique_name: idp === 'live.com' ? `live.com#${user.upn}` : user.upn,
    // Guests have their name at home, not in the tenant.
    upn: idp === undefined ? user.upn : undefined,
  };
};

/** The audience and the times first, the rest by name. */
const ordered = ({ aud, iss, iat, nbf, exp, ...rest }: Claims): Claims => ({
  aud,
  iss,
  iat,
  nbf,
  exp,
  ...Object.fromEntries(
    Object.entries(rest)
      .filter(([, value]) => value !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ),
});

/** The API by the name it was asked for; when it was not named, by its usual one. */
const audienceOf = ({ form, query }: EndpointContext, { granted }: AccessTokenGrant) =>
  form.get('resource') ?? query.get('resource') ?? granted.resource.uris[0];

export const accessTokenClaimsV1 = (
  context: EndpointContext,
  grant: AccessTokenGrant,
  { azp, azpacr, preferred_username: _, ...claims }: Claims,
): Claims => {
  const { tenant, user } = grant;
  const issuer = issuerOfV1(context, tenant.id);
  const who = user ? { acr: '1', ...personOf(user, claims['idp']) } : { idp: issuer };
  return ordered({
    ...who,
    ...claims,
    aud: audienceOf(context, grant),
    iss: issuer,
    appid: azp,
    appidacr: azpacr,
    ver: '1.0',
  });
};

export const idTokenClaimsV1 = (
  context: EndpointContext,
  { tenant, user }: IdTokenGrant,
  { preferred_username: _, ...claims }: Claims,
): Claims =>
  ordered({
    ...personOf(user, claims['idp']),
    ...claims,
    iss: issuerOfV1(context, tenant.id),
    ver: '1.0',
  });
