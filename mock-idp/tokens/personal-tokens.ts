/**
 * Tokens of personal Microsoft accounts: opaque ones for Microsoft's own APIs, ID tokens and `client_info` with members
 * and order of their own. Recorded in 2018 from /common.
 */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { PersonalToken } from '../state.ts';
import type { App, User } from '../world.ts';
import { scopeClaim } from './scopes.ts';
import type { AccessTokenGrant, IdTokenGrant } from './claims.ts';
import { issuerOf, pairwiseSubject, utiOf } from './identifiers.ts';
import { tenantTag } from './opaque.ts';

/** 43 characters, the first half of them `A`. */
export const personalSubject = (user: User, app: App): string =>
  pairwiseSubject(user, app.clientId).slice(-22).padStart(43, 'A');

const whoIs = (user: User, app: App) => ({
  sub: personalSubject(user, app),
  name: user.displayName,
  preferred_username: user.upn,
  oid: user.id,
  tid: user.tenant.id,
});

/** They live a day: `exp` is 86700 seconds after `iat`. */
export const personalIdTokenClaims = (
  context: EndpointContext,
  { app, user, nonce }: IdTokenGrant,
): Readonly<Record<string, unknown>> => {
  const now = Math.floor(context.world.clock.now() / 1000);
  const { sub, ...person } = whoIs(user, app);
  return {
    ver: '2.0',
    iss: issuerOf(context, user.tenant.id),
    sub,
    aud: app.clientId,
    exp: now + 86_400,
    iat: now - 300,
    nbf: now - 300,
    ...person,
    ...(nonce !== undefined && { nonce }),
    aio: context.world.random.text(24),
    uti: utiOf(context.traceId),
  };
};

export const personalClientInfo = (user: User, app: App): Readonly<Record<string, unknown>> => ({
  ver: '1.0',
  ...whoIs(user, app),
  home_oid: user.id,
  uid: user.id,
  utid: user.tenant.id,
});

const mark = 'EwB4A8l6BAAU';

/** The tenant of the app an opaque access token was issued to: it says which world the token is of. */
export const tenantTagInside = (token: string): string | undefined =>
  token.startsWith(mark) ? token.slice(mark.length, mark.length + 22) : undefined;

export const issuePersonalAccessToken = (
  { world, state }: EndpointContext,
  { app, granted, expiresIn }: AccessTokenGrant,
  user: User,
): string => {
  const issued: PersonalToken = {
    token: `${mark}${tenantTag(app.tenant.id)}${world.random.text(96)}`,
    user,
    scopes: scopeClaim(granted),
    expiresAt: world.clock.now() + expiresIn * 1000,
  };
  state.personalTokens.set(issued.token, issued);
  return issued.token;
};
