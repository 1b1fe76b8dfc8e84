/**
 * The v1.0 endpoints are asked for an API by `resource`, where v2.0 is asked for its scopes. Here a v1.0 request is put
 * into v2.0's words, so that one set of grants and pages serves both. What they answer is put back in `answer.ts`.
 */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse, type Refusal } from '../errors/error-data.ts';

type Parameters = ReadonlyMap<string, string>;

/** All that the app may do at the API; v1.0 always tells who signed in, and always brings a refresh token. */
const scopeOf = (resource: string | undefined) =>
  [...(resource ? [`${resource}/.default`] : []), 'openid', 'profile', 'offline_access'].join(' ');

const withScope = (parameters: Parameters, scope: string): Parameters =>
  new Map([...parameters, ['scope', scope]]);

const without = (parameters: Parameters, name: string): Parameters =>
  new Map([...parameters].filter(([key]) => key !== name));

/** `resource` is a word of v1.0 alone. */
export const resourceRefusal = ({ form, query, version }: EndpointContext): Refusal | undefined =>
  version === 'v2' && (form.has('resource') || query.has('resource')) ? refuse(901002) : undefined;

const mustNameResource: ReadonlySet<string> = new Set([
  'client_credentials',
  'password',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
]);

/** A token request in the words of v2.0, which knows a device code as `device_code` alone. */
export const asTokenRequest = (context: EndpointContext): EndpointContext | Refusal => {
  const { form, version } = context;
  if (version === 'v2') return resourceRefusal(context) ?? context;
  const grant = form.get('grant_type') ?? '';
  const resource = form.get('resource');
  if (!resource && mustNameResource.has(grant)) return refuse(900144, { parameter: 'resource' });
  const deviceCode = grant === 'device_code' ? form.get('code') : undefined;
  const scope = grant === 'client_credentials' ? `${resource ?? ''}/.default` : scopeOf(resource);
  // With no resource named, a code and a refresh token bring what they were granted for.
  const asked = resource ? withScope(form, scope) : without(form, 'scope');
  return {
    ...context,
    form: deviceCode === undefined ? asked : new Map([...asked, ['device_code', deviceCode]]),
  };
};

/** An authorization request, or one for a device code, in the words of v2.0. */
export const asScopeRequest = (context: EndpointContext): EndpointContext => {
  const { form, query, version } = context;
  if (version === 'v2') return context;
  const scope = scopeOf(form.get('resource') ?? query.get('resource'));
  return { ...context, form: withScope(form, scope), query: withScope(query, scope) };
};
