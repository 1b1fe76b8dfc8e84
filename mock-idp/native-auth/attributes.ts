/** The attributes of a sign-up: which the tenant requires, which were sent, and whether they have the right form. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse, type Refusal } from '../errors/error-data.ts';
import type { WireResponse } from '../wire.ts';
import { continueWith, type NativeFlow, type NativeStage } from './continuation.ts';
import { refuseNatively } from './native-request.ts';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The `attributes` parameter: a JSON object as text. The tenant ignores what it does not know. */
export const attributesOf = ({ form }: EndpointContext): Readonly<Record<string, string>> | Refusal => {
  const value = parsed(form.get('attributes') ?? '{}');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(90100, { parameter: 'attributes' });
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
  );
};

export const missingAttributes = ({ tenant, attributes }: NativeFlow) =>
  Object.entries(tenant.ciam.attributes)
    .filter(([name]) => !attributes[name])
    .map(([name, { regex }]) => ({
      name,
      type: 'string',
      required: true,
      ...(regex !== undefined && { options: { regex } }),
    }));

/** The refusal of attributes that do not fit their pattern; they are asked for again. Its number is not public. */
export const attributesProblem = (
  context: EndpointContext,
  flow: NativeFlow,
  stage: NativeStage,
): WireResponse | undefined => {
  const invalid = Object.entries(flow.attributes).filter(([name, text]) => {
    const regex = flow.tenant.ciam.attributes[name]?.regex;
    return regex !== undefined && !new RegExp(regex).test(text);
  });
  if (invalid.length === 0) return undefined;
  const names = invalid.map(([name]) => name);
  flow.attributes = Object.fromEntries(
    Object.entries(flow.attributes).filter(([name]) => !names.includes(name)),
  );
  const refusal = refuse(
    90100,
    { parameter: 'attributes' },
    { error: 'invalid_grant', suberror: 'attribute_validation_failed' },
  );
  return refuseNatively(context, refusal, {
    ...continueWith(context, flow, stage),
    invalid_attributes: names.map((name) => ({ name })),
  });
};
