/** Shows the page of a sign-in: knows from the flow what the page has to be told. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { consentPage } from '../pages/consent-page.ts';
import { deviceConfirmPage } from '../pages/device-pages.ts';
import type { Problem } from '../pages/form.ts';
import {
  approvePage,
  passwordPage,
  pickerPage,
  usernamePage,
  type SignInContext,
} from '../pages/sign-in-pages.ts';
import type { BrowserSession } from '../state.ts';
import type { User } from '../world.ts';
import type { WireResponse } from '../wire.ts';
import { askedScopes } from './consent.ts';
import type { SignIn } from './flow.ts';
import { pageAnswer } from './page-answer.ts';
import { signedIn } from './session.ts';

const target = ({ id, action }: SignIn) => ({ action, flow: id });

const contextOf = (flow: SignIn): SignInContext => ({
  target: target(flow),
  appName: flow.purpose.app.displayName,
  leadsTo: flow.purpose.kind === 'authorize' ? flow.purpose.reply.redirectUri : undefined,
});

const decide = (context: EndpointContext, page: string, problem: Problem | undefined) => {
  const why = problem ? `: AADSTS${problem.aadsts}` : '';
  context.setDecision(`showed the ${page} page${why}`);
};

export const askUsername = (context: EndpointContext, flow: SignIn, problem?: Problem): WireResponse => {
  decide(context, 'username', problem);
  return pageAnswer(usernamePage(contextOf(flow), { username: flow.username, problem }));
};

export const askPassword = (
  context: EndpointContext,
  flow: SignIn,
  username: string,
  problem?: Problem,
): WireResponse => {
  decide(context, 'password', problem);
  return pageAnswer(passwordPage(contextOf(flow), { username, problem }));
};

export const askWhichAccount = (
  context: EndpointContext,
  session: BrowserSession,
  flow: SignIn,
): WireResponse => {
  decide(context, 'picker', undefined);
  const accounts = signedIn(context, session).map(({ user }) => user);
  return pageAnswer(pickerPage(contextOf(flow), { accounts }));
};

export const askApproval = (context: EndpointContext, flow: SignIn, { upn }: User): WireResponse => {
  decide(context, 'mfa', undefined);
  return pageAnswer(approvePage(contextOf(flow), { username: upn }));
};

export const askConsent = (context: EndpointContext, flow: SignIn, { upn }: User): WireResponse => {
  decide(context, 'consent', undefined);
  const scopes = askedScopes(flow.purpose);
  return pageAnswer(consentPage(contextOf(flow), { username: upn, scopes }));
};

export const askDeviceConfirmation = (
  context: EndpointContext,
  flow: SignIn,
  { upn }: User,
): WireResponse => {
  decide(context, 'device-confirm', undefined);
  const appName = flow.purpose.app.displayName;
  return pageAnswer(deviceConfirmPage(target(flow), { appName, username: upn }));
};
