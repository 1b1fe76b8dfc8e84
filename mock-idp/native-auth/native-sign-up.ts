/** Native sign-up: an address and a code sent there; a password and attributes where the tenant requires them. */
import { createCustomer, findCustomer, flawInWords, isEmail, passwordFlaw } from '../customers/accounts.ts';
import { jsonAnswer } from '../endpoints/answers.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import { missing } from '../grants/grant.ts';
import type { WireResponse } from '../wire.ts';
import { attributesOf, attributesProblem, missingAttributes } from './attributes.ts';
import { continuationOf, continueWith, type NativeFlow } from './continuation.ts';
import { challengeByCode, challengeByPassword, codeRefusal } from './native-code.ts';
import {
  capabilitiesOf,
  laterTypesRefusal,
  redirectToBrowser,
  refuseNatively,
  startOf,
  type NativeCall,
} from './native-request.ts';

export const passwordRefusal = (password: string, current?: string): Refusal | undefined => {
  const flaw = passwordFlaw(password, current);
  return flaw && refuse(399246, { reason: flawInWords[flaw] }, { suberror: flaw });
};

const exists = () => refuse(1003037);

export const startSignUp: NativeCall = (context, { app, tenant }) => {
  const start = startOf(context, tenant.ciam.signIn === 'password' ? ['oob', 'password'] : ['oob']);
  if (isRefusal(start)) return start;
  const { email } = start;
  if (!isEmail(email)) return refuse(90100, { parameter: 'username' });
  if (findCustomer(context, tenant, email)) return exists();
  const password = context.form.get('password');
  const weak = password === undefined ? undefined : passwordRefusal(password);
  if (weak) return weak;
  const attributes = attributesOf(context);
  if (isRefusal(attributes)) return attributes;
  if (!start.fits) return redirectToBrowser(context);
  const flow: NativeFlow = {
    kind: 'sign-up',
    app,
    tenant,
    email,
    capabilities: capabilitiesOf(context),
    attributes,
    polls: 0,
    ...(password !== undefined && { password }),
  };
  const wrong = attributesProblem(context, flow, 'started');
  if (wrong) return wrong;
  context.setDecision(`began to sign ${email} up`);
  return jsonAnswer(continueWith(context, flow, 'started'));
};

/** Seconds before another code may be asked for, as documented. */
const interval = 300;

export const challengeSignUp: NativeCall = (context, { app }) => {
  const types = laterTypesRefusal(context);
  if (types) return types;
  const found = continuationOf(
    context,
    app,
    ['sign-up'],
    ['started', 'code-sent', 'credential-needed'],
    'invalid_grant',
  );
  if (isRefusal(found)) return found;
  return found.stage === 'credential-needed'
    ? challengeByPassword(context, found.flow)
    : challengeByCode(context, found.flow, 'code-sent', { interval });
};

/** Asks for what is missing, or makes the account. */
const goOn = (context: EndpointContext, flow: NativeFlow): WireResponse | Refusal => {
  const { tenant, email, password, attributes } = flow;
  if (tenant.ciam.signIn === 'password' && password === undefined) {
    return refuseNatively(context, refuse(55103), continueWith(context, flow, 'credential-needed'));
  }
  const required = missingAttributes(flow);
  if (required.length > 0) {
    return refuseNatively(context, refuse(55106), {
      ...continueWith(context, flow, 'attributes-needed'),
      required_attributes: required,
    });
  }
  if (findCustomer(context, tenant, email)) return exists();
  const displayName = attributes['displayName'] ?? 'unknown';
  flow.user = createCustomer(context, tenant, { email, displayName, password });
  context.setDecision(`signed ${email} up`);
  return jsonAnswer(continueWith(context, flow, 'done'));
};

const byCode: NativeCall = (context, { app }) => {
  const found = continuationOf(context, app, ['sign-up'], ['code-sent']);
  if (isRefusal(found)) return found;
  return codeRefusal(context, found.flow) ?? goOn(context, found.flow);
};

const byPassword: NativeCall = (context, { app }) => {
  const found = continuationOf(context, app, ['sign-up'], ['password-asked']);
  if (isRefusal(found)) return found;
  const password = context.form.get('password') ?? '';
  const weak = passwordRefusal(password);
  if (weak) return weak;
  found.flow.password = password;
  return goOn(context, found.flow);
};

const byAttributes: NativeCall = (context, { app }) => {
  const found = continuationOf(context, app, ['sign-up'], ['attributes-needed']);
  if (isRefusal(found)) return found;
  const attributes = attributesOf(context);
  if (isRefusal(attributes)) return attributes;
  const { flow } = found;
  flow.attributes = { ...flow.attributes, ...attributes };
  return attributesProblem(context, flow, 'attributes-needed') ?? goOn(context, flow);
};

const continuations: ReadonlyMap<string, NativeCall> = new Map([
  ['oob', byCode],
  ['password', byPassword],
  ['attributes', byAttributes],
]);

export const continueSignUp: NativeCall = (context, client) => {
  const incomplete = missing(context, 'grant_type');
  if (incomplete) return incomplete;
  const grant = context.form.get('grant_type')!;
  return continuations.get(grant)?.(context, client) ?? refuse(70003, { grant }, { error: 'invalid_grant' });
};
