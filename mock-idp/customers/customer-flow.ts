/** Where a customer stands on the way to an app's answer: signing in, signing up, or getting a new password. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { Problem } from '../pages/form.ts';
import type { AuthorizationRequest } from '../sign-in/authorization-request.ts';
import { flowBase, remember, type FlowBase } from '../sign-in/flow.ts';
import type { Authentication, BrowserSession } from '../state.ts';
import type { WireResponse } from '../wire.ts';
import type { Tenant, User } from '../world.ts';

/** The page that is shown; its buttons are the only ones that do something. */
export type CustomerStep =
  'username' | 'password' | 'picker' | 'email' | 'code' | 'new-account' | 'new-password' | 'profile';

export interface CustomerFlow extends FlowBase {
  readonly kind: 'customer';
  readonly purpose: AuthorizationRequest;
  readonly tenant: Tenant;
  /** B2C's, as the config writes it. */
  readonly policy?: string;
  step: CustomerStep;
  /** What the code sent by email is for. */
  goal: 'sign-in' | 'sign-up' | 'reset' | 'second-proof';
  /** What was typed or hinted. */
  email?: string;
  /** Chosen at the picker's page: whose users it shows. */
  identityProvider?: string;
  /** Set once they have proved who they are. */
  user?: User;
  mfa: boolean;
  /** World milliseconds at which they did. */
  authenticatedAt: number;
  newUser: boolean;
}

export type Answer = WireResponse | Promise<WireResponse>;

/** What B2C and CIAM do each in their own way. */
export interface CustomerRules {
  readonly signInWith: 'password' | 'one-time-code';
  /** Whether the first page leads to a new account. */
  readonly signUp: boolean;
  readonly identityProviders: readonly string[];
  /** What a new account needs besides the address, with the form it must have. */
  readonly attributes: Readonly<Record<string, { readonly regex?: string | undefined }>>;
  /** Whether the flow ends at the profile's page. */
  readonly editsProfile: boolean;
  problem(aadsts: number, text: string): Problem;
  /** The person has forgotten the password. Absent where a new one is chosen in the same flow. */
  forgot?(context: EndpointContext, flow: CustomerFlow): Answer;
  cancel(context: EndpointContext, flow: CustomerFlow): Answer;
  finish(context: EndpointContext, flow: CustomerFlow, user: User): Answer;
  /** A form that came out of turn. */
  outOfTurn(context: EndpointContext): Answer;
}

export const authenticationIn = ({ authenticatedAt, mfa }: CustomerFlow): Authentication => ({
  at: authenticatedAt,
  mfa,
});

export const startCustomerFlow = (
  context: EndpointContext,
  session: BrowserSession,
  flow: Pick<CustomerFlow, 'purpose' | 'tenant' | 'policy' | 'step' | 'goal' | 'action'>,
): CustomerFlow =>
  remember(context, {
    kind: 'customer',
    ...flowBase(context, session, flow.action),
    ...flow,
    mfa: false,
    authenticatedAt: context.world.clock.now(),
    newUser: false,
  });
