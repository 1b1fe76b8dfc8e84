/** The token endpoint's native grants: a password, a code by email, or a sign-up or reset that has just ended. */
import { refusalAnswer } from '../endpoints/answers.ts';
import { token } from '../endpoints/token.ts';
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import { missing } from '../grants/grant.ts';
import { accountRefusal, signInRefusal } from '../grants/user-refusal.ts';
import { resolveScopes } from '../tokens/scopes.ts';
import { answerUserToken } from '../tokens/token-answer.ts';
import type { WireResponse } from '../wire.ts';
import type { User } from '../world.ts';
import { continuationOf, continueWith, type NativeFlow, type NativeStage } from './continuation.ts';
import { codeRefusal } from './native-code.ts';
import { nativeClient, redirectToBrowser, refuseNatively, type NativeClient } from './native-request.ts';

interface NativeGrant {
  readonly kinds: readonly NativeFlow['kind'][];
  readonly stage: NativeStage;
  prove(context: EndpointContext, flow: NativeFlow, user: User): Refusal | undefined;
}

const grants: ReadonlyMap<string, NativeGrant> = new Map<string, NativeGrant>([
  [
    'password',
    {
      kinds: ['sign-in'],
      stage: 'password-asked',
      prove: ({ form }, _, user) => signInRefusal(user, form.get('password') ?? ''),
    },
  ],
  ['oob', { kinds: ['sign-in'], stage: 'code-sent', prove: codeRefusal }],
  ['mfa_oob', { kinds: ['sign-in'], stage: 'second-code-sent', prove: codeRefusal }],
  ['continuation_token', { kinds: ['sign-up', 'reset'], stage: 'done', prove: () => undefined }],
]);

/** A second proof that the client says it can bring, or the way to the browser. */
const askSecondProof = (context: EndpointContext, flow: NativeFlow): WireResponse => {
  if (!flow.capabilities.includes('mfa_required')) {
    return redirectToBrowser(context, 'Client is missing mfa_required capability');
  }
  const refusal = refuse(
    50076,
    { resource: context.cloud.resources[0]!.appId },
    { suberror: 'mfa_required' },
  );
  return refuseNatively(context, refusal, continueWith(context, flow, 'second-proof-needed'));
};

const redeem = async (
  context: EndpointContext,
  { app, tenant }: NativeClient,
): Promise<WireResponse | Refusal> => {
  const { form } = context;
  const incomplete = missing(context, 'grant_type', 'scope');
  if (incomplete) return incomplete;
  const name = form.get('grant_type')!;
  const grant = grants.get(name);
  if (!grant) return refuse(70003, { grant: name });
  const found = continuationOf(context, app, grant.kinds, [grant.stage], 'invalid_grant');
  if (isRefusal(found)) return found;
  const { flow } = found;
  const { user } = flow;
  if (!user) return refuse(55200, {}, { error: 'invalid_grant' });
  const refused = grant.prove(context, flow, user) ?? accountRefusal(user);
  if (refused) return refused;
  if (user.mfa === 'required' && name !== 'mfa_oob') return askSecondProof(context, flow);
  const granted = resolveScopes(context, app, form.get('scope')!);
  if (isRefusal(granted)) return granted;
  context.state.continuations.delete(form.get('continuation_token')!);
  return answerUserToken(context, {
    app,
    user,
    tenant,
    granted,
    proof: 'none',
    authentication: { at: context.world.clock.now(), mfa: name === 'mfa_oob' },
    claims: form.get('claims'),
  });
};

/** Without a continuation token it is a request like any other's. */
export const nativeToken: EndpointHandler = async (context) => {
  if (context.request.method !== 'POST' || !context.form.has('continuation_token')) return token(context);
  const client = nativeClient(context);
  const result = isRefusal(client) ? client : await redeem(context, client);
  return isRefusal(result) ? refusalAnswer(context, result) : result;
};
