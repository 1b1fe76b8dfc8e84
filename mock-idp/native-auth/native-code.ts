/** Codes by email in native authentication: sent by a challenge, proved by what follows it. */
import { codeLength, hiddenEmail, sendCode, takeCode } from '../customers/one-time-codes.ts';
import { jsonAnswer } from '../endpoints/answers.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse, type Refusal } from '../errors/error-data.ts';
import type { WireResponse } from '../wire.ts';
import { continueWith, type NativeFlow, type NativeStage } from './continuation.ts';

/** `interval`: seconds before another code may be asked for; only sign-up says it. */
export const challengeByCode = (
  context: EndpointContext,
  flow: NativeFlow,
  stage: NativeStage,
  { interval }: { readonly interval?: number } = {},
): WireResponse => {
  context.setDecision(`sent the code ${sendCode(context, flow.email)} to ${flow.email}`);
  return jsonAnswer({
    ...(interval !== undefined && { interval }),
    ...continueWith(context, flow, stage),
    challenge_type: 'oob',
    binding_method: 'prompt',
    challenge_channel: 'email',
    challenge_target_label: hiddenEmail(flow.email),
    code_length: codeLength,
  });
};

export const challengeByPassword = (context: EndpointContext, flow: NativeFlow): WireResponse => {
  context.setDecision('asked for the password');
  return jsonAnswer({ challenge_type: 'password', ...continueWith(context, flow, 'password-asked') });
};

export const codeRefusal = (context: EndpointContext, { email }: NativeFlow): Refusal | undefined =>
  takeCode(context, email, context.form.get('oob') ?? '')
    ? undefined
    : refuse(50181, {}, { suberror: 'invalid_oob_value' });
