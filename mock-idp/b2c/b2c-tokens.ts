/** B2C's tokens and the answer that brings them: members, order and types as recorded. */
import { jsonAnswer } from '../endpoints/answers.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { Authentication, B2cSignIn, GrantedScopes } from '../state.ts';
import { servicePrincipalIdIn } from '../tokens/identifiers.ts';
import { issue } from '../tokens/issue.ts';
import { issueRefreshToken } from '../tokens/opaque.ts';
import type { WireResponse } from '../wire.ts';
import type { App, User } from '../world.ts';
import type { B2cAuthority } from './b2c-authority.ts';

export interface B2cGrant {
  readonly app: App;
  readonly user: User;
  readonly granted: GrantedScopes;
  readonly signIn: B2cSignIn;
  readonly authentication: Authentication;
  readonly nonce?: string | undefined;
}

const secondsOf = (ms: number) => Math.floor(ms / 1000);

/** What both of a user's tokens say of them. */
const whoIs = ({ tenant, policy }: B2cAuthority, { user, signIn }: B2cGrant) => ({
  oid: user.id,
  sub: user.id,
  ...(user.identityProvider !== undefined && { idp: user.identityProvider }),
  name: user.displayName,
  ...(signIn.newUser && { newUser: true }),
  emails: [user.upn],
  [tenant.b2c.policyClaim]: policy,
});

const datesOf = ({ world }: EndpointContext) => {
  const now = secondsOf(world.clock.now());
  return { exp: now + world.config.tokens.expiresIn, nbf: now };
};

export const issueB2cIdToken = (
  context: EndpointContext,
  authority: B2cAuthority,
  grant: B2cGrant,
): Promise<string> => {
  const { exp, nbf } = datesOf(context);
  return issue(context, 'id_token', {
    exp,
    nbf,
    ver: '1.0',
    iss: authority.issuer,
    aud: grant.app.clientId,
    ...(grant.nonce !== undefined && { nonce: grant.nonce }),
    iat: nbf,
    auth_time: secondsOf(grant.authentication.at),
    ...whoIs(authority, grant),
  });
};

const scopeNames = ({ scopes }: GrantedScopes, app: App) =>
  scopes.filter((scope) => scope !== app.clientId).map((scope) => scope.slice(scope.lastIndexOf('/') + 1));

export const issueB2cAccessToken = (
  context: EndpointContext,
  authority: B2cAuthority,
  grant: B2cGrant,
): Promise<string> => {
  const { exp, nbf } = datesOf(context);
  const scp = scopeNames(grant.granted, grant.app).join(' ');
  return issue(context, 'access_token', {
    iss: authority.issuer,
    exp,
    nbf,
    aud: grant.granted.resource.appId,
    ...whoIs(authority, grant),
    ...(scp !== '' && { scp }),
    azp: grant.app.clientId,
    ver: '1.0',
    iat: nbf,
  });
};

export const b2cClientInfo = ({ tenant, policy }: B2cAuthority, user: User): string =>
  Buffer.from(JSON.stringify({ uid: `${user.id}-${policy.toLowerCase()}`, utid: tenant.id })).toString(
    'base64url',
  );

/** `scope` of the answer: here `offline_access` is named. */
export const b2cScope = ({ scopes, oidc, offline }: GrantedScopes): string =>
  [...scopes, ...(offline ? ['offline_access'] : []), ...oidc].join(' ');

const lifetimes = (context: EndpointContext, { granted }: Pick<B2cGrant, 'granted'>) => {
  const { exp, nbf } = datesOf(context);
  return {
    not_before: nbf,
    ...(granted.scopes.length > 0 && {
      expires_in: exp - nbf,
      expires_on: exp,
      resource: granted.resource.appId,
    }),
  };
};

export const answerB2cUser = async (
  context: EndpointContext,
  authority: B2cAuthority,
  grant: B2cGrant,
): Promise<WireResponse> => {
  const { app, user, granted, signIn, authentication } = grant;
  context.setDecision(`issued tokens of ${authority.policy} to ${user.name} for the app ${app.name}`);
  return jsonAnswer({
    ...(granted.scopes.length > 0 && { access_token: await issueB2cAccessToken(context, authority, grant) }),
    ...(granted.oidc.includes('openid') && { id_token: await issueB2cIdToken(context, authority, grant) }),
    token_type: 'Bearer',
    ...lifetimes(context, grant),
    ...(context.form.has('client_info') && { client_info: b2cClientInfo(authority, user) }),
    scope: b2cScope(granted),
    ...(granted.offline && {
      refresh_token: issueRefreshToken(context, {
        app,
        user,
        granted,
        authentication,
        b2c: { ...signIn, newUser: false },
      }).token,
      refresh_token_expires_in: context.world.config.tokens.refreshTokenExpiresIn,
    }),
  });
};

export const answerB2cApp = async (
  context: EndpointContext,
  authority: B2cAuthority,
  { app, granted }: Pick<B2cGrant, 'app' | 'granted'>,
): Promise<WireResponse> => {
  const { exp, nbf } = datesOf(context);
  context.setDecision(`issued a token of ${authority.policy} to the app ${app.name}`);
  const accessToken = await issue(context, 'access_token', {
    aud: granted.resource.appId,
    ver: '1.0',
    iss: authority.issuer,
    exp,
    nbf,
    sub: servicePrincipalIdIn(app, authority.tenant),
    [authority.tenant.b2c.policyClaim]: authority.policy,
    azp: app.clientId,
    iat: nbf,
  });
  return jsonAnswer({ access_token: accessToken, token_type: 'Bearer', ...lifetimes(context, { granted }) });
};
