/** The token endpoint of a policy: codes, refresh tokens, and the app's own credentials. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import { codeRefusal } from '../grants/authorization-code.ts';
import { authenticateClient } from '../grants/client-authentication.ts';
import { missing } from '../grants/grant.ts';
import { tokenRefusal } from '../grants/refresh-token.ts';
import { authenticationOf } from '../policies/access.ts';
import type { B2cSignIn, GrantedScopes } from '../state.ts';
import type { WireResponse } from '../wire.ts';
import type { App } from '../world.ts';
import type { B2cAuthority, B2cHandler } from './b2c-authority.ts';
import { b2cRefusalAnswer, isB2cRefusal, refuseB2c, type B2cRefusal } from './b2c-errors.ts';
import { resolveB2cScopes } from './b2c-scopes.ts';
import { answerB2cApp, answerB2cUser } from './b2c-tokens.ts';

type Outcome = WireResponse | Refusal | B2cRefusal;
type B2cGrantHandler = (
  context: EndpointContext,
  authority: B2cAuthority,
  app: App,
) => Promise<Outcome> | Outcome;

const policyRefusal = ({ policy }: B2cAuthority, { policy: actual }: B2cSignIn): B2cRefusal | undefined =>
  policy === actual ? undefined : refuseB2c(90088, { actual, expected: policy });

/** The scopes of the grant, or those the client names now; they decide nothing about the ID token. */
const grantedNow = (context: EndpointContext, app: App, before: GrantedScopes): GrantedScopes | Refusal => {
  const scope = context.form.get('scope');
  if (scope === undefined) return before;
  const asked = resolveB2cScopes(context, app, scope);
  if (isRefusal(asked)) return asked;
  const { resource, scopes } = asked.scopes.length > 0 ? asked : before;
  return { ...before, resource, scopes };
};

const byCode: B2cGrantHandler = (context, authority, app) => {
  const incomplete = missing(context, 'code', 'redirect_uri');
  if (incomplete) return incomplete;
  const code = context.state.authorizationCodes.get(context.form.get('code')!);
  if (!code?.b2c) return refuse(70000);
  const refused = policyRefusal(authority, code.b2c) ?? codeRefusal(context, app, code);
  if (refused) return refused;
  const granted = grantedNow(context, app, code.granted);
  if (isRefusal(granted)) return granted;
  code.redeemed = true;
  const { user, nonce, b2c } = code;
  return answerB2cUser(context, authority, {
    ...{ app, user, granted, nonce },
    signIn: b2c,
    authentication: authenticationOf(code),
  });
};

const byRefreshToken: B2cGrantHandler = (context, authority, app) => {
  const incomplete = missing(context, 'refresh_token');
  if (incomplete) return incomplete;
  const { state, world, form } = context;
  const token = state.refreshTokens.get(form.get('refresh_token')!);
  if (!token?.b2c) return refuse(70000);
  const refused = policyRefusal(authority, token.b2c) ?? tokenRefusal(context, app, token);
  if (refused) return refused;
  const granted = grantedNow(context, app, token.granted);
  if (isRefusal(granted)) return granted;
  token.lastUsedAt = world.clock.now();
  const { user, b2c } = token;
  return answerB2cUser(context, authority, {
    app,
    user,
    granted: { ...granted, offline: true },
    signIn: b2c,
    authentication: authenticationOf(token),
  });
};

const byCredentials: B2cGrantHandler = (context, authority, app) => {
  if (app.kind === 'public') return refuse(7000218);
  const incomplete = missing(context, 'scope');
  if (incomplete) return incomplete;
  const scope = context.form.get('scope')!.trim();
  if (!/^\S+\/\.default$/.test(scope)) return refuse(1002012, { scope });
  const granted = resolveB2cScopes(context, app, scope);
  return isRefusal(granted) ? granted : answerB2cApp(context, authority, { app, granted });
};

const grants: ReadonlyMap<string, B2cGrantHandler> = new Map([
  ['authorization_code', byCode],
  ['refresh_token', byRefreshToken],
  ['client_credentials', byCredentials],
]);

const redeem = async (context: EndpointContext, authority: B2cAuthority): Promise<Outcome> => {
  const name = context.form.get('grant_type');
  if (!name) return refuse(900144, { parameter: 'grant_type' });
  const grant = grants.get(name);
  if (!grant) return refuse(70003, { grant: name });
  const client = await authenticateClient(context);
  return isRefusal(client) ? client : grant(context, authority, client.app);
};

export const b2cToken: B2cHandler = async (context, authority) => {
  const result = await redeem(context, authority);
  return isB2cRefusal(result) || isRefusal(result) ? b2cRefusalAnswer(context, result) : result;
};
