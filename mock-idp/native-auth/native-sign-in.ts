/** Native sign-in: who, how they prove it, and which further proofs they have. The proof itself goes to the token endpoint. */
import { findCustomer } from '../customers/accounts.ts';
import { hiddenEmail } from '../customers/one-time-codes.ts';
import { jsonAnswer } from '../endpoints/answers.ts';
import { isRefusal, refuse } from '../errors/error-data.ts';
import { continuationOf, continueWith } from './continuation.ts';
import { challengeByCode, challengeByPassword } from './native-code.ts';
import {
  capabilitiesOf,
  laterTypesRefusal,
  redirectToBrowser,
  startOf,
  type NativeCall,
} from './native-request.ts';

export const initiate: NativeCall = (context, { app, tenant }) => {
  const start = startOf(context, [tenant.ciam.signIn === 'password' ? 'password' : 'oob']);
  if (isRefusal(start)) return start;
  const user = findCustomer(context, tenant, start.email);
  if (!user) {
    const values = { user: '{EUII Hidden}', tenant: tenant.domains[0]! };
    return refuse(50034, values, { error: 'user_not_found' });
  }
  if (!start.fits) return redirectToBrowser(context);
  context.setDecision(`began to sign ${user.name} in`);
  const flow = {
    kind: 'sign-in',
    app,
    tenant,
    email: user.upn,
    user,
    capabilities: capabilitiesOf(context),
    attributes: {},
    polls: 0,
  } as const;
  return jsonAnswer(continueWith(context, flow, 'started'));
};

export const challenge: NativeCall = (context, { app, tenant }) => {
  const types = laterTypesRefusal(context);
  if (types) return types;
  const stages = [
    'started',
    'code-sent',
    'password-asked',
    'second-proof-needed',
    'second-code-sent',
  ] as const;
  const found = continuationOf(context, app, ['sign-in'], stages, 'invalid_grant');
  if (isRefusal(found)) return found;
  const { flow, stage } = found;
  if (stage === 'second-proof-needed' || stage === 'second-code-sent') {
    return challengeByCode(context, flow, 'second-code-sent');
  }
  return tenant.ciam.signIn === 'password'
    ? challengeByPassword(context, flow)
    : challengeByCode(context, flow, 'code-sent');
};

export const introspect: NativeCall = (context, { app }) => {
  const found = continuationOf(context, app, ['sign-in'], ['second-proof-needed', 'second-code-sent']);
  if (isRefusal(found)) return found;
  const { flow } = found;
  context.setDecision('listed the second proofs');
  return jsonAnswer({
    ...continueWith(context, flow, 'second-proof-needed'),
    methods: [
      {
        id: flow.user?.id,
        challenge_type: 'oob',
        challenge_channel: 'email',
        login_hint: hiddenEmail(flow.email),
      },
    ],
  });
};
