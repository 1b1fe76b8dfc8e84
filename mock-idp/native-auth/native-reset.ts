/** Native password reset: a code by email, the new password, and a poll until the account has it. */
import { findCustomer } from '../customers/accounts.ts';
import { jsonAnswer } from '../endpoints/answers.ts';
import { isRefusal, refuse } from '../errors/error-data.ts';
import { missing } from '../grants/grant.ts';
import { continuationOf, continuationSeconds, continueWith } from './continuation.ts';
import { challengeByCode, codeRefusal } from './native-code.ts';
import {
  capabilitiesOf,
  laterTypesRefusal,
  redirectToBrowser,
  startOf,
  type NativeCall,
} from './native-request.ts';
import { passwordRefusal } from './native-sign-up.ts';

export const startReset: NativeCall = (context, { app, tenant }) => {
  const start = startOf(context, ['oob']);
  if (isRefusal(start)) return start;
  const user = findCustomer(context, tenant, start.email);
  if (!user) {
    const values = { user: '{EUII Hidden}', tenant: tenant.domains[0]! };
    return refuse(50034, values, { error: 'user_not_found' });
  }
  if (tenant.ciam.signIn !== 'password') return refuse(500222);
  if (!start.fits) return redirectToBrowser(context);
  context.setDecision(`began to reset the password of ${user.name}`);
  const flow = {
    kind: 'reset',
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

export const challengeReset: NativeCall = (context, { app }) => {
  const types = laterTypesRefusal(context);
  if (types) return types;
  const found = continuationOf(context, app, ['reset'], ['started', 'code-sent']);
  return isRefusal(found) ? found : challengeByCode(context, found.flow, 'code-sent');
};

export const continueReset: NativeCall = (context, { app }) => {
  const incomplete = missing(context, 'grant_type', 'oob');
  if (incomplete) return incomplete;
  const grant = context.form.get('grant_type')!;
  if (grant !== 'oob') return refuse(70003, { grant }, { error: 'invalid_grant' });
  const found = continuationOf(context, app, ['reset'], ['code-sent']);
  if (isRefusal(found)) return found;
  const wrong = codeRefusal(context, found.flow);
  if (wrong) return wrong;
  context.setDecision('took the code');
  return jsonAnswer({
    expires_in: continuationSeconds,
    ...continueWith(context, found.flow, 'verified'),
  });
};

/** Seconds between polls, as documented. */
const pollInterval = 2;

export const submitReset: NativeCall = (context, { app }) => {
  const incomplete = missing(context, 'new_password');
  if (incomplete) return incomplete;
  const found = continuationOf(context, app, ['reset'], ['verified']);
  if (isRefusal(found)) return found;
  const { flow } = found;
  const password = context.form.get('new_password')!;
  const weak = passwordRefusal(password, flow.user?.password);
  if (weak) return weak;
  flow.password = password;
  context.setDecision('took the new password');
  return jsonAnswer({ ...continueWith(context, flow, 'submitted'), poll_interval: pollInterval });
};

export const pollReset: NativeCall = (context, { app, tenant }) => {
  const found = continuationOf(context, app, ['reset'], ['submitted']);
  if (isRefusal(found)) return found;
  const { flow } = found;
  if (flow.polls++ < tenant.ciam.passwordResetPolls) {
    context.setDecision('the reset goes on');
    return jsonAnswer({ status: 'in_progress', ...continueWith(context, flow, 'submitted') });
  }
  if (flow.user && flow.password !== undefined) context.world.changePassword(flow.user, flow.password);
  context.setDecision(`changed the password of ${flow.user?.name ?? ''}`);
  return jsonAnswer({ status: 'succeeded', ...continueWith(context, flow, 'done') });
};
