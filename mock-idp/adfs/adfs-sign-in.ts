/** The browser's side of AD FS: authorize, the pages that follow, and the request of a device code. */
import { findApp } from '../directory/find.ts';
import { jsonAnswer } from '../endpoints/answers.ts';
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import { parseAuthorizationRequest, type AuthorizationRequest } from '../sign-in/authorization-request.ts';
import { openSignIn } from '../sign-in/open.ts';
import { errorPageAnswer } from '../sign-in/page-answer.ts';
import { chooseAccount } from '../sign-in/account-choice.ts';
import { finishRequest } from '../sign-in/finish.ts';
import { findSession, openSession, withCookies } from '../sign-in/session.ts';
import { issueDeviceCode } from '../tokens/opaque.ts';
import type { WireResponse } from '../wire.ts';
import { adfsRefusalAnswer, refuseAdfsApp } from './adfs-errors.ts';
import { originOf } from './adfs-metadata.ts';
import { resolveAdfsScopes } from './adfs-scopes.ts';

/** Left out, the scope is openid; client_info is Entra's alone. */
const asEntraAsks = (context: EndpointContext): EndpointContext => {
  const withScope = (parameters: ReadonlyMap<string, string>) =>
    new Map([['scope', 'openid'], ...[...parameters].filter(([name]) => name !== 'client_info')] as const);
  return { ...context, query: withScope(context.query), form: withScope(context.form) };
};

const answerSilently = (
  context: EndpointContext,
  request: AuthorizationRequest,
): WireResponse | Promise<WireResponse> => {
  const session = findSession(context);
  const choice = session && chooseAccount(context, session, request);
  return session && choice?.kind === 'account'
    ? finishRequest(context, request, choice.account.user, session.id)
    : refuseAdfsApp(context, request.reply, refuse(50058));
};

export const adfsAuthorize: EndpointHandler = async (plain) => {
  const context = asEntraAsks(plain);
  const request = parseAuthorizationRequest(context, resolveAdfsScopes);
  switch (request.kind) {
    case 'page':
      return errorPageAnswer(context, request.refusal);
    case 'redirect':
      return refuseAdfsApp(context, request.reply, request.refusal);
    case 'authorize': {
      if (request.responseTypes.some((type) => type !== 'code')) {
        return refuseAdfsApp(context, request.reply, refuse(70005));
      }
      if (request.prompts.includes('none')) return answerSilently(context, request);
      const { session, cookies } = openSession(context);
      return withCookies(await openSignIn(context, session, request), cookies);
    }
  }
};

const issueCode = (context: EndpointContext): WireResponse | Refusal => {
  const { form, duplicates, tenant, world } = context;
  if (duplicates.length > 0) return refuse(9002313);
  const app = findApp(context, form.get('client_id'));
  if (isRefusal(app)) return app;
  const granted = resolveAdfsScopes(context, app, form.get('scope') ?? 'openid');
  if (isRefusal(granted)) return granted;
  const tenantSegment = tenant.kind === 'tenant' ? tenant.tenant.id : tenant.segment;
  const { deviceCode, userCode } = issueDeviceCode(context, { app, tenantSegment, granted });
  const uri = `${originOf(context)}/adfs/oauth2/deviceauth`;
  context.setDecision(`issued the user code ${userCode} for the app ${app.name}`);
  return jsonAnswer({
    user_code: userCode,
    device_code: deviceCode,
    expires_in: world.config.tokens.deviceCodeExpiresIn,
    interval: world.config.tokens.deviceCodeInterval,
    message: `To sign in, use a web browser to open the page ${uri} and enter the code ${userCode} to authenticate.`,
    verification_uri: uri,
    verification_uri_complete: `${uri}?user_code=${userCode}`,
    verification_url: uri,
  });
};

export const adfsDeviceCode: EndpointHandler = (context) => {
  const result = issueCode(context);
  return isRefusal(result) ? adfsRefusalAnswer(context, result) : result;
};
