/**
 * A sign-in under way: what its forms post back by an id. Held to the browser it began in, for an hour, and in
 * bounded number. What comes next in it is the matter of `next-page.ts`.
 */
import type { CustomerFlow } from '../customers/customer-flow.ts';
import type { EndpointContext, TenantSegment } from '../endpoints/endpoint.ts';
import type { BrowserSession, DeviceCode, GrantedScopes } from '../state.ts';
import type { App, User } from '../world.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { keepAtMost } from './keep-at-most.ts';
import { findSession } from './session.ts';

/** A device that waits for its user, once the right code has been typed. */
export interface DeviceSignIn {
  readonly kind: 'device';
  readonly code: DeviceCode;
  readonly app: App;
  readonly tenant: TenantSegment;
  readonly granted: GrantedScopes;
}

export interface FlowBase {
  readonly id: string;
  /** Id of the browser session that alone may go on with it. */
  readonly sessionId: string;
  /** Path that its forms post to. */
  readonly action: string;
  readonly startedAt: number;
}

/** The page where the code of a device is typed. */
export interface DeviceEntry extends FlowBase {
  readonly kind: 'device-entry';
}

export interface SignIn extends FlowBase {
  readonly kind: 'sign-in';
  readonly purpose: AuthorizationRequest | DeviceSignIn;
  /** What was typed or hinted. */
  username?: string;
  /** Set once the password was right, or a signed-in account was picked. */
  user?: User;
  /** World milliseconds at which that user last proved who they are. */
  authenticatedAt?: number;
  /** Whether that user has given the second proof. */
  mfa: boolean;
  /** Whether that user has pressed Accept in this flow. */
  accepted: boolean;
}

export type SignInFlow = SignIn | DeviceEntry | CustomerFlow;

const lifetime = 60 * 60 * 1000;
const mostFlows = 1000;

/** Keeps a new flow, so that its forms are known again. */
export const remember = <F extends SignInFlow>(context: EndpointContext, flow: F): F => {
  keepAtMost(context.state.signInFlows, mostFlows).set(flow.id, flow);
  context.claim(flow.id);
  return flow;
};

export const flowBase = ({ world }: EndpointContext, session: BrowserSession, action: string): FlowBase => ({
  id: world.random.text(24),
  sessionId: session.id,
  action,
  startedAt: world.clock.now(),
});

export const startSignIn = (
  context: EndpointContext,
  session: BrowserSession,
  { purpose, action }: Pick<SignIn, 'purpose' | 'action'>,
): SignIn =>
  remember(context, {
    kind: 'sign-in',
    ...flowBase(context, session, action),
    purpose,
    mfa: false,
    accepted: false,
  });

export const startDeviceEntry = (
  context: EndpointContext,
  session: BrowserSession,
  action: string,
): DeviceEntry => remember(context, { kind: 'device-entry', ...flowBase(context, session, action) });

export interface PostedFlow {
  readonly session: BrowserSession;
  readonly flow: SignInFlow;
}

/** The flow a form names, if it is this browser's, posted where its forms go, and still young. */
export const postedFlow = (context: EndpointContext): PostedFlow | undefined => {
  const { world, state, form, request } = context;
  const session = findSession(context);
  const flow = state.signInFlows.get(form.get('flow') ?? '');
  if (!session || flow?.sessionId !== session.id) return undefined;
  if (flow.action !== request.url.pathname) return undefined;
  return world.clock.now() - flow.startedAt < lifetime ? { session, flow } : undefined;
};

/** From now on its forms are refused. */
export const endFlow = ({ state }: EndpointContext, flow: SignInFlow): void => {
  state.signInFlows.delete(flow.id);
};
