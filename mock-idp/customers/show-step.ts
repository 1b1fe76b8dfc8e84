/** Shows the page of a customer's step: knows from the flow and the rules what the page has to be told. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import {
  codePage,
  emailPage,
  newAccountPage,
  newPasswordPage,
  profilePage,
  type Field,
} from '../pages/customer-pages.ts';
import type { Aside, Problem } from '../pages/form.ts';
import type { Page } from '../pages/layout.ts';
import { passwordPage, pickerPage, usernamePage, type SignInContext } from '../pages/sign-in-pages.ts';
import { pageAnswer } from '../sign-in/page-answer.ts';
import type { WireResponse } from '../wire.ts';
import type { User } from '../world.ts';
import type { CustomerFlow, CustomerRules } from './customer-flow.ts';

export const usersOf = (
  { world }: EndpointContext,
  { tenant, identityProvider }: CustomerFlow,
): readonly User[] =>
  world.directory.users.filter(
    (user) => user.tenant === tenant && user.identityProvider === identityProvider,
  );

const asidesOf = ({ signUp, identityProviders }: CustomerRules): readonly Aside[] => [
  ...(signUp ? [{ action: 'signup', label: 'Sign up now' }] : []),
  ...identityProviders.map((name) => ({ action: `idp:${name}`, label: `Continue with ${name}` })),
];

const passwordField: Field = {
  name: 'password',
  label: 'Password',
  type: 'password',
  autocomplete: 'new-password',
};

const accountFields = ({ signInWith, attributes }: CustomerRules): readonly Field[] => [
  ...(signInWith === 'password' ? [passwordField] : []),
  ...Object.keys(attributes).map((name): Field => ({ name, label: name, type: 'text', autocomplete: 'off' })),
];

const pageOf = (
  endpoint: EndpointContext,
  flow: CustomerFlow,
  rules: CustomerRules,
  problem: Problem | undefined,
): Page => {
  const { email, purpose } = flow;
  const context: SignInContext = {
    target: { action: flow.action, flow: flow.id },
    appName: purpose.app.displayName,
    leadsTo: purpose.reply.redirectUri,
  };
  const typed = { email, problem };
  switch (flow.step) {
    case 'username':
      return usernamePage(context, { username: email, problem, others: asidesOf(rules) });
    case 'password':
      return passwordPage(context, {
        username: email ?? '',
        problem,
        others: [{ action: 'forgot', label: 'Forgot your password?' }],
      });
    case 'picker':
      return pickerPage(context, { accounts: usersOf(endpoint, flow) });
    case 'email':
      return emailPage(context, { ...typed, purpose: flow.goal === 'reset' ? 'reset' : 'sign-up' });
    case 'code':
      return codePage(context, typed);
    case 'new-account':
      return newAccountPage(context, { ...typed, fields: accountFields(rules) });
    case 'new-password':
      return newPasswordPage(context, typed);
    case 'profile':
      return profilePage(context, { ...typed, displayName: flow.user?.displayName ?? '' });
  }
};

/** `sent`: the code that went out with this answer, for the ledger to name. */
export const showStep = (
  context: EndpointContext,
  flow: CustomerFlow,
  rules: CustomerRules,
  { problem, sent }: { readonly problem?: Problem | undefined; readonly sent?: string } = {},
): WireResponse => {
  const why = problem ? `: ${problem.text}` : '';
  const mail = sent === undefined ? '' : `; sent the code ${sent} to ${flow.email ?? ''}`;
  context.setDecision(`showed the ${flow.step} page${why}${mail}`);
  return pageAnswer(pageOf(context, flow, rules, problem));
};
