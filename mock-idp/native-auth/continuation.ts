/**
 * What native authentication remembers between calls, by the continuation token that each answer hands out and the
 * next request brings. A token is good for ten minutes, for the app it was given to, and for one kind of next step.
 * https://learn.microsoft.com/entra/identity-platform/reference-native-authentication-api#continuation-token
 */
import type { CiamTenant } from '../ciam/ciam-config.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse, type Refusal } from '../errors/error-data.ts';
import { keepAtMost } from '../sign-in/keep-at-most.ts';
import type { App, Tenant, User } from '../world.ts';

export type NativeStage =
  | 'started'
  | 'password-asked'
  | 'code-sent'
  | 'credential-needed'
  | 'attributes-needed'
  | 'second-proof-needed'
  | 'second-code-sent'
  | 'verified'
  | 'submitted'
  | 'done';

export interface NativeFlow {
  readonly kind: 'sign-in' | 'sign-up' | 'reset';
  readonly app: App;
  readonly tenant: Tenant & { readonly ciam: CiamTenant };
  readonly email: string;
  /** What the client can do besides: `mfa_required`, `registration_required`. */
  readonly capabilities: readonly string[];
  user?: User;
  /** Typed at sign-up or reset, until the account has it. */
  password?: string;
  attributes: Readonly<Record<string, string>>;
  /** How often the reset has been asked after. */
  polls: number;
}

export interface Continuation {
  readonly flow: NativeFlow;
  readonly stage: NativeStage;
  /** World time in milliseconds. */
  readonly issuedAt: number;
}

export const continuationSeconds = 600;
const mostContinuations = 1000;

/** The member of the answer. */
export const continueWith = (
  context: EndpointContext,
  flow: NativeFlow,
  stage: NativeStage,
): { readonly continuation_token: string } => {
  const { world, state } = context;
  const token = `AQABAAEAAAA${world.random.text(48)}`;
  context.watch('continuation_token', token);
  keepAtMost(state.continuations, mostContinuations).set(token, { flow, stage, issuedAt: world.clock.now() });
  return { continuation_token: token };
};

/** What the request goes on with. AADSTS55200 where the token is of another flow, app or step; 552003 when too old. */
export const continuationOf = (
  { form, state, world }: EndpointContext,
  app: App,
  kinds: readonly NativeFlow['kind'][],
  stages: readonly NativeStage[],
  error = 'invalid_request',
): Continuation | Refusal => {
  const token = form.get('continuation_token');
  if (!token) return refuse(900144, { parameter: 'continuation_token' });
  const found = state.continuations.get(token);
  if (!found || found.flow.app !== app || !kinds.includes(found.flow.kind) || !stages.includes(found.stage)) {
    return refuse(55200, {}, { error });
  }
  if (world.clock.now() >= found.issuedAt + continuationSeconds * 1000) return refuse(552003);
  return found;
};
