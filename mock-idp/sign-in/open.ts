/** The beginning of a sign-in: straight to the app, to the page that is wanted first, or, silently, to an error. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse, type Refusal } from '../errors/error-data.ts';
import type { BrowserSession, SignedIn } from '../state.ts';
import type { WireResponse } from '../wire.ts';
import { chooseAccount } from './account-choice.ts';
import { refuseApp } from './app-answer.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { mustAskConsent } from './consent.ts';
import { silentRefusal } from './demands.ts';
import { finishRequest } from './finish.ts';
import { startSignIn } from './flow.ts';
import { askPicker, askWho, goOn } from './next-page.ts';
import { findSession } from './session.ts';

/** Why a signed-in account would have to be asked something, if it would. */
const accountQuestion = (
  context: EndpointContext,
  request: AuthorizationRequest,
  { user, mfa, authenticatedAt }: SignedIn,
): Refusal | undefined => {
  const { app } = request;
  const refused = silentRefusal(context, request, user, { at: authenticatedAt, mfa });
  if (refused) return refused;
  if (!mustAskConsent(context, user, { purpose: request, accepted: false })) return undefined;
  return refuse(65001, { client_id: app.clientId, app_name: app.displayName });
};

/** `prompt=none` (OpenID Connect Core, section 3.1.2.1): the answer, or an error, but never a page. */
export const answerSilently = async (
  context: EndpointContext,
  request: AuthorizationRequest,
): Promise<WireResponse> => {
  const session = findSession(context);
  if (!session) return refuseApp(context, request.reply, refuse(50058));
  const choice = chooseAccount(context, session, request);
  switch (choice.kind) {
    case 'nobody':
      return refuseApp(context, request.reply, refuse(50058));
    case 'several':
      return refuseApp(context, request.reply, refuse(16000));
    case 'account': {
      const question = accountQuestion(context, request, choice.account);
      if (question) return refuseApp(context, request.reply, question);
      const { user, authenticatedAt, mfa } = choice.account;
      return finishRequest(context, request, user, session.id, { at: authenticatedAt, mfa });
    }
  }
};

/** `prompt` says what is shown although it might not be needed. */
export const openSignIn = (
  context: EndpointContext,
  session: BrowserSession,
  request: AuthorizationRequest,
): WireResponse | Promise<WireResponse> => {
  const action = `/${encodeURIComponent(request.tenant.segment)}/login`;
  const flow = startSignIn(context, session, { purpose: request, action });
  if (request.loginHint !== undefined) flow.username = request.loginHint;
  const { prompts } = request;
  if (prompts.includes('login') || prompts.includes('no_session')) return askWho(context, flow);
  if (prompts.includes('select_account')) return askPicker(context, session, flow);
  const choice = chooseAccount(context, session, request);
  switch (choice.kind) {
    case 'account':
      flow.user = choice.account.user;
      flow.mfa = choice.account.mfa;
      flow.authenticatedAt = choice.account.authenticatedAt;
      return goOn(context, flow, flow.user);
    case 'several':
      return askPicker(context, session, flow);
    case 'nobody':
      return request.loginHint === undefined ? askPicker(context, session, flow) : askWho(context, flow);
  }
};
