/** What the buttons of the pages do. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse } from '../errors/error-data.ts';
import type { BrowserSession } from '../state.ts';
import type { WireResponse } from '../wire.ts';
import { acceptConsent } from './consent.ts';
import { findUser, passwordProblem, unknownUser } from './credentials.ts';
import { cancel } from './finish.ts';
import type { SignIn } from './flow.ts';
import { awaitsApproval } from './demands.ts';
import { askPicker, goOn } from './next-page.ts';
import { errorPageAnswer } from './page-answer.ts';
import { signedIn, signIn } from './session.ts';
import { askPassword, askUsername } from './sign-in-page.ts';

type Answer = WireResponse | Promise<WireResponse>;

/** A button that the page at this point of the sign-in does not have. */
const outOfTurn = (context: EndpointContext) => errorPageAnswer(context, refuse(165000));

/** Whoever was being signed in, it is somebody else now. */
const startOver = (flow: SignIn, username: string | undefined): void => {
  delete flow.user;
  delete flow.authenticatedAt;
  flow.mfa = false;
  flow.accepted = false;
  if (username === undefined) delete flow.username;
  else flow.username = username;
};

const next = (context: EndpointContext, flow: SignIn): Answer => {
  const username = (context.form.get('username') ?? '').trim();
  startOver(flow, username);
  const user = findUser(context, flow, username);
  return user ? askPassword(context, flow, user.upn) : askUsername(context, flow, unknownUser);
};

const signin = (context: EndpointContext, session: BrowserSession, flow: SignIn): Answer => {
  const user = flow.username === undefined ? undefined : findUser(context, flow, flow.username);
  if (!user) return outOfTurn(context);
  const problem = passwordProblem(user, context.form.get('password') ?? '');
  if (problem) return askPassword(context, flow, user.upn, problem);
  startOver(flow, flow.username);
  flow.user = user;
  flow.authenticatedAt = context.world.clock.now();
  if (user.mfa === 'none') signIn(context, session, user, { mfa: false });
  return goOn(context, flow, user);
};

const pick = (context: EndpointContext, session: BrowserSession, flow: SignIn, userId: string): Answer => {
  const account = signedIn(context, session).find(({ user }) => user.id === userId);
  if (!account) return askPicker(context, session, flow);
  startOver(flow, account.user.upn);
  flow.user = account.user;
  flow.authenticatedAt = account.authenticatedAt;
  flow.mfa = account.mfa;
  return goOn(context, flow, account.user);
};

/** Buttons of the pages that come once the user is known. */
const afterPassword = (
  context: EndpointContext,
  session: BrowserSession,
  flow: SignIn,
  action: string,
): Answer => {
  const { user } = flow;
  if (!user) return outOfTurn(context);
  if (awaitsApproval(context, flow, user)) {
    if (action !== 'approve') return outOfTurn(context);
    flow.mfa = true;
    signIn(context, session, user, { mfa: true });
    return goOn(context, flow, user);
  }
  switch (action) {
    case 'accept':
      acceptConsent(context, user, flow);
      return goOn(context, flow, user);
    case 'confirm':
      return goOn(context, flow, user, { confirmed: true });
    default:
      return outOfTurn(context);
  }
};

/** Answers the form that the browser has posted. */
export const act = (context: EndpointContext, session: BrowserSession, flow: SignIn): Answer => {
  const action = context.form.get('action') ?? '';
  if (action.startsWith('pick:')) return pick(context, session, flow, action.slice('pick:'.length));
  switch (action) {
    case 'next':
      return next(context, flow);
    case 'signin':
      return signin(context, session, flow);
    case 'use-another':
      startOver(flow, undefined);
      return askUsername(context, flow);
    case 'decline':
    case 'cancel':
      return cancel(context, flow);
    default:
      return afterPassword(context, session, flow, action);
  }
};
