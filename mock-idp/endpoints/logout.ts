/** The end session endpoint (OpenID Connect RP-Initiated Logout 1.0), as far as Entra has it. */
import { tenantRefusal } from '../directory/find.ts';
import { signedOutPage } from '../pages/end-pages.ts';
import { errorPageAnswer, pageAnswer } from '../sign-in/page-answer.ts';
import { isRegisteredRedirectUri } from '../sign-in/redirect-uri.ts';
import { locationFor } from '../sign-in/response-fields.ts';
import { closeSession, findSession, signedIn, signOut, withCookies } from '../sign-in/session.ts';
import { redirectAnswer } from './answers.ts';
import type { EndpointContext, EndpointHandler } from './endpoint.ts';

/** `logout_hint` names the account that leaves; without it, or when it names none, all do. */
const signOutBrowser = (context: EndpointContext, hint: string | undefined) => {
  const session = findSession(context);
  if (!session) return [];
  const hinted = signedIn(context, session).find(
    ({ user }) => user.upn.toLowerCase() === hint?.toLowerCase(),
  );
  if (!hinted) return closeSession(context);
  signOut(session, hinted.user);
  return [];
};

export const logout: EndpointHandler = (context) => {
  const refused = tenantRefusal(context);
  if (refused) return errorPageAnswer(context, refused);
  const parameters = context.request.method === 'POST' ? context.form : context.query;
  const cookies = signOutBrowser(context, parameters.get('logout_hint'));
  context.setDecision('signed the browser out');
  const back = parameters.get('post_logout_redirect_uri');
  const { apps } = context.world.directory;
  if (back === undefined || !apps.some((app) => isRegisteredRedirectUri(back, app.redirectUris))) {
    return withCookies(pageAnswer(signedOutPage()), cookies);
  }
  const state = parameters.get('state');
  const location = state === undefined ? back : locationFor(back, 'query', [['state', state]]);
  return redirectAnswer(location, cookies);
};
