/** What the buttons of customers' pages do, step by step, until the rules answer the app. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { accountRefusal, signInRefusal } from '../grants/user-refusal.ts';
import { demandOf } from '../policies/conditional-access.ts';
import { endFlow } from '../sign-in/flow.ts';
import { signIn } from '../sign-in/session.ts';
import type { BrowserSession } from '../state.ts';
import type { User } from '../world.ts';
import { createCustomer, findCustomer, flawInWords, isEmail, passwordFlaw } from './accounts.ts';
import {
  authenticationIn,
  type Answer,
  type CustomerFlow,
  type CustomerRules,
  type CustomerStep,
} from './customer-flow.ts';
import { sendCode, takeCode } from './one-time-codes.ts';
import { showStep, usersOf } from './show-step.ts';

export interface Journey {
  readonly context: EndpointContext;
  readonly session: BrowserSession;
  readonly flow: CustomerFlow;
  readonly rules: CustomerRules;
}

const words: Readonly<Record<number, string>> = {
  50034: "We can't seem to find your account.",
  50053: 'Your account is locked.',
  50055: 'Your password has expired.',
  50057: 'Your account is disabled.',
  50126: 'Your password is incorrect.',
  50181: 'That code is not right, or has expired.',
  90100: 'Enter a valid email address.',
  1003037: 'There is an account with this email address already.',
};

const goTo = ({ context, flow, rules }: Journey, step: CustomerStep): Answer => {
  flow.step = step;
  return showStep(context, flow, rules);
};

const complain = ({ context, flow, rules }: Journey, aadsts: number, text?: string): Answer =>
  showStep(context, flow, rules, {
    problem: rules.problem(aadsts, text ?? words[aadsts] ?? 'This did not work.'),
  });

const askCode = ({ context, flow, rules }: Journey, goal: CustomerFlow['goal']): Answer => {
  flow.goal = goal;
  flow.step = 'code';
  return showStep(context, flow, rules, { sent: sendCode(context, flow.email ?? '') });
};

/** Of what conditional access can demand, a customer's pages know the second proof alone. */
export const awaitsSecondProof = ({ context, flow }: Journey, user: User): boolean => {
  if (flow.mfa) return false;
  const { app, granted, claims } = flow.purpose;
  const access = { user, app, tenant: flow.tenant, resource: granted.resource, claims };
  const demand = demandOf(context, { ...access, authentication: authenticationIn(flow) });
  return user.mfa === 'required' || demand?.kind === 'mfa';
};

/** What is left to do for a customer who has proved who they are. */
export const goOn = (journey: Journey, user: User): Answer => {
  const { context, session, flow } = journey;
  const refused = accountRefusal(user);
  if (refused) return complain(journey, refused.refusal);
  flow.user = user;
  flow.email = user.upn;
  if (awaitsSecondProof(journey, user)) return askCode(journey, 'second-proof');
  flow.authenticatedAt = context.world.clock.now();
  signIn(context, session, user, { mfa: flow.mfa });
  return proceed(journey, user);
};

/** The same for one whose browser session says who they are. */
export const proceed = (journey: Journey, user: User): Answer => {
  const { context, flow, rules } = journey;
  flow.user = user;
  flow.email = user.upn;
  if (rules.editsProfile && flow.step !== 'profile') return goTo(journey, 'profile');
  endFlow(context, flow);
  return rules.finish(context, flow, user);
};

/** Asks a known customer for what they sign in with. */
export const askProof = (journey: Journey, user: User): Answer => {
  journey.flow.email = user.upn;
  return journey.rules.signInWith === 'password' ? goTo(journey, 'password') : askCode(journey, 'sign-in');
};

const atUsername = (journey: Journey, action: string): Answer | undefined => {
  const { context, flow, rules } = journey;
  if (action === 'next') {
    flow.email = (context.form.get('username') ?? '').trim();
    const user = findCustomer(context, flow.tenant, flow.email);
    return user && user.identityProvider === undefined ? askProof(journey, user) : complain(journey, 50034);
  }
  if (action === 'signup' && rules.signUp) {
    flow.goal = 'sign-up';
    return goTo(journey, 'email');
  }
  const provider = rules.identityProviders.find((name) => action === `idp:${name}`);
  if (provider === undefined) return undefined;
  flow.identityProvider = provider;
  const [only, ...others] = usersOf(context, flow);
  if (!only) return complain(journey, 50034);
  return others.length === 0 ? goOn(journey, only) : goTo(journey, 'picker');
};

const atPicker = (journey: Journey, action: string): Answer | undefined => {
  if (action === 'use-another') return goTo(journey, 'username');
  const user = usersOf(journey.context, journey.flow).find(({ id }) => action === `pick:${id}`);
  return user && goOn(journey, user);
};

const atPassword = (journey: Journey, action: string): Answer | undefined => {
  const { context, flow, rules } = journey;
  const user = findCustomer(context, flow.tenant, flow.email ?? '');
  if (action === 'use-another') return goTo(journey, 'username');
  if (action === 'forgot' && rules.forgot) return rules.forgot(context, flow);
  if (action === 'forgot') return askCode(journey, 'reset');
  if (action !== 'signin' || !user) return undefined;
  const refused = signInRefusal(user, context.form.get('password') ?? '');
  return refused ? complain(journey, refused.refusal) : goOn(journey, user);
};

const atEmail = (journey: Journey, action: string): Answer | undefined => {
  const { context, flow } = journey;
  if (action !== 'send-code') return undefined;
  flow.email = (context.form.get('email') ?? '').trim();
  if (!isEmail(flow.email)) return complain(journey, 90100);
  const known = findCustomer(context, flow.tenant, flow.email) !== undefined;
  if (flow.goal === 'reset') return known ? askCode(journey, 'reset') : complain(journey, 50034);
  return known ? complain(journey, 1003037) : askCode(journey, 'sign-up');
};

const atCode = (journey: Journey, action: string): Answer | undefined => {
  const { context, flow, rules } = journey;
  if (action === 'resend') return askCode(journey, flow.goal);
  if (action !== 'verify') return undefined;
  const email = flow.email ?? '';
  if (!takeCode(context, email, context.form.get('code') ?? '')) return complain(journey, 50181);
  switch (flow.goal) {
    case 'sign-up': {
      const asksNothing = rules.signInWith === 'one-time-code' && Object.keys(rules.attributes).length === 0;
      return asksNothing ? create(journey) : goTo(journey, 'new-account');
    }
    case 'reset':
      return goTo(journey, 'new-password');
    case 'second-proof':
      flow.mfa = true;
      return flow.user && goOn(journey, flow.user);
    case 'sign-in': {
      const user = findCustomer(context, flow.tenant, email);
      return user && goOn(journey, user);
    }
  }
};

const create = (journey: Journey): Answer => {
  const { context, flow, rules } = journey;
  const { form } = context;
  const password = rules.signInWith === 'password' ? (form.get('password') ?? '') : undefined;
  const flaw = password === undefined ? undefined : passwordFlaw(password);
  if (flaw) return complain(journey, 399246, flawInWords[flaw]);
  const wrong = Object.entries(rules.attributes).find(
    ([name, { regex = '.' }]) => !new RegExp(regex).test(form.get(name) ?? ''),
  );
  if (wrong) return complain(journey, 55106, `Check what you typed for ${wrong[0]}.`);
  const email = flow.email ?? '';
  if (findCustomer(context, flow.tenant, email)) return complain(journey, 1003037);
  const displayName = form.get('displayName') ?? 'unknown';
  flow.newUser = true;
  return goOn(journey, createCustomer(context, flow.tenant, { email, displayName, password }));
};

const atNewPassword = (journey: Journey, action: string): Answer | undefined => {
  const { context, flow } = journey;
  const user = findCustomer(context, flow.tenant, flow.email ?? '');
  if (action !== 'save' || !user) return undefined;
  const password = context.form.get('password') ?? '';
  const flaw = passwordFlaw(password, user.password);
  if (flaw) return complain(journey, 399246, flawInWords[flaw]);
  context.world.changePassword(user, password);
  return goOn(journey, user);
};

const atProfile = (journey: Journey, action: string): Answer | undefined => {
  const { context, flow } = journey;
  if (action !== 'save' || !flow.user) return undefined;
  flow.user.displayName = context.form.get('displayName') ?? flow.user.displayName;
  return proceed(journey, flow.user);
};

const buttons: Readonly<Record<CustomerStep, (journey: Journey, action: string) => Answer | undefined>> = {
  username: atUsername,
  picker: atPicker,
  password: atPassword,
  email: atEmail,
  code: atCode,
  'new-account': (journey, action) => (action === 'create' ? create(journey) : undefined),
  'new-password': atNewPassword,
  profile: atProfile,
};

/** Answers the form that a customer's browser has posted. */
export const actAsCustomer = (journey: Journey): Answer => {
  const { context, flow, rules } = journey;
  const action = context.form.get('action') ?? '';
  if (action === 'cancel') {
    endFlow(context, flow);
    return rules.cancel(context, flow);
  }
  return buttons[flow.step](journey, action) ?? rules.outOfTurn(context);
};
