/** The beginning of a customer's sign-in: with an account that is signed in already, or with the page wanted first. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { chooseAccount } from '../sign-in/account-choice.ts';
import type { BrowserSession } from '../state.ts';
import { findCustomer } from './accounts.ts';
import { startCustomerFlow, type Answer, type CustomerFlow, type CustomerRules } from './customer-flow.ts';
import { askProof, awaitsSecondProof, goOn, proceed } from './journey.ts';
import { showStep } from './show-step.ts';

export interface Opening extends Pick<CustomerFlow, 'purpose' | 'tenant' | 'policy' | 'action'> {
  /** Where it begins when nothing says otherwise. */
  readonly at: 'sign-in' | 'sign-up' | 'reset';
}

export const openJourney = (
  context: EndpointContext,
  session: BrowserSession,
  { at, ...opening }: Opening,
  rules: CustomerRules,
): Answer => {
  const { prompts, loginHint } = opening.purpose;
  const step = at === 'sign-in' ? 'username' : 'email';
  const flow = startCustomerFlow(context, session, { ...opening, step, goal: at });
  if (loginHint !== undefined) flow.email = loginHint;
  const journey = { context, session, flow, rules };
  if (at !== 'sign-in') return showStep(context, flow, rules);
  if (!prompts.includes('login') && !prompts.includes('select_account')) {
    const choice = chooseAccount(context, session, opening.purpose);
    if (choice.kind === 'account') {
      const { user, mfa, authenticatedAt } = choice.account;
      flow.mfa = mfa;
      flow.authenticatedAt = authenticatedAt;
      return awaitsSecondProof(journey, user) ? goOn(journey, user) : proceed(journey, user);
    }
  }
  const hinted = loginHint === undefined ? undefined : findCustomer(context, opening.tenant, loginHint);
  return hinted && hinted.identityProvider === undefined
    ? askProof(journey, hinted)
    : showStep(context, flow, rules);
};
