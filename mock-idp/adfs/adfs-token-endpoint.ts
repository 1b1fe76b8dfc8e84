/** The token endpoint of AD FS: code, refresh token, password, device code, and the app's own credentials. */
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import { userByUpn } from '../directory/find.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import { codeRefusal } from '../grants/authorization-code.ts';
import { authenticateClient, type Client } from '../grants/client-authentication.ts';
import { missing } from '../grants/grant.ts';
import { tokenRefusal } from '../grants/refresh-token.ts';
import { accountRefusal, signInRefusal } from '../grants/user-refusal.ts';
import type { WireResponse } from '../wire.ts';
import { adfsRefusalAnswer } from './adfs-errors.ts';
import { resolveAdfsScopes } from './adfs-scopes.ts';
import { answerAdfsApp, answerAdfsUser } from './adfs-tokens.ts';

type AdfsGrantHandler = (
  context: EndpointContext,
  client: Client,
) => Promise<WireResponse> | WireResponse | Refusal;

const byCode: AdfsGrantHandler = (context, client) => {
  const incomplete = missing(context, 'code', 'redirect_uri');
  if (incomplete) return incomplete;
  const code = context.state.authorizationCodes.get(context.form.get('code')!);
  if (!code) return refuse(70000);
  const refused = codeRefusal(context, client.app, code) ?? accountRefusal(code.user);
  if (refused) return refused;
  code.redeemed = true;
  const { user, granted, nonce } = code;
  return answerAdfsUser(context, { ...client, user, granted, nonce, refreshToken: 'new' });
};

const byRefreshToken: AdfsGrantHandler = (context, client) => {
  const incomplete = missing(context, 'refresh_token');
  if (incomplete) return incomplete;
  const { state, form, world } = context;
  const token = state.refreshTokens.get(form.get('refresh_token')!);
  if (!token) return refuse(70000);
  const refused = tokenRefusal(context, client.app, token);
  if (refused) return refused;
  const scope = form.get('scope') ?? (form.has('resource') ? 'openid' : undefined);
  const granted = scope === undefined ? token.granted : resolveAdfsScopes(context, client.app, scope);
  if (isRefusal(granted)) return granted;
  token.lastUsedAt = world.clock.now();
  return answerAdfsUser(context, { ...client, user: token.user, granted, refreshToken: 'kept' });
};

const byPassword: AdfsGrantHandler = (context, client) => {
  const incomplete = missing(context, 'username', 'password');
  if (incomplete) return incomplete;
  const { form, tenant, world } = context;
  const user = userByUpn(world.directory, form.get('username')!);
  if (tenant.kind !== 'tenant' || user?.tenant !== tenant.tenant) return refuse(50034);
  const refused = signInRefusal(user, form.get('password')!);
  if (refused) return refused;
  const granted = resolveAdfsScopes(context, client.app, form.get('scope') ?? 'openid');
  if (isRefusal(granted)) return granted;
  return answerAdfsUser(context, { ...client, user, granted, refreshToken: 'new' });
};

const byDeviceCode: AdfsGrantHandler = (context, client) => {
  const incomplete = missing(context, 'device_code');
  if (incomplete) return incomplete;
  const code = context.state.deviceCodes.get(context.form.get('device_code')!);
  if (!code || code.app !== client.app || code.state.kind === 'redeemed') return refuse(70018);
  if (context.world.clock.now() >= code.expiresAt) return refuse(70020);
  if (code.state.kind === 'pending') return refuse(70016);
  if (code.state.kind === 'declined') return refuse(65004);
  const { user } = code.state;
  const refused = accountRefusal(user);
  if (refused) return refused;
  code.state = { kind: 'redeemed' };
  return answerAdfsUser(context, { ...client, user, granted: code.granted, refreshToken: 'new' });
};

const byItself: AdfsGrantHandler = (context, client) => {
  if (client.app.kind === 'public') return refuse(7000218);
  const granted = resolveAdfsScopes(context, client.app, context.form.get('scope') ?? '');
  return isRefusal(granted) ? granted : answerAdfsApp(context, { ...client, granted });
};

const grants: ReadonlyMap<string, AdfsGrantHandler> = new Map([
  ['authorization_code', byCode],
  ['refresh_token', byRefreshToken],
  ['password', byPassword],
  ['device_code', byDeviceCode],
  ['urn:ietf:params:oauth:grant-type:device_code', byDeviceCode],
  ['client_credentials', byItself],
]);

const redeem = async (context: EndpointContext): Promise<WireResponse | Refusal> => {
  const name = context.form.get('grant_type');
  if (!name || context.duplicates.length > 0) return refuse(9002313);
  const grant = grants.get(name);
  if (!grant) return refuse(70003);
  const client = await authenticateClient(context);
  return isRefusal(client) ? client : grant(context, client);
};

export const adfsToken: EndpointHandler = async (context) => {
  const result = await redeem(context);
  return isRefusal(result) ? adfsRefusalAnswer(context, result) : result;
};
