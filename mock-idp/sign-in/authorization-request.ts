/** An authorization request: understood as a whole, or the reason why not and who is told. */
import { findApp } from '../directory/find.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import type { EndpointContext, TenantSegment } from '../endpoints/endpoint.ts';
import type { GrantedScopes } from '../state.ts';
import { resolveScopes, type ScopeOptions } from '../tokens/scopes.ts';
import { resourceRefusal } from '../v1/request.ts';
import type { App } from '../world.ts';
import {
  pkceOf,
  promptsOf,
  responseModeOf,
  responseModeRefusal,
  responseTypesOf,
  type Parameters,
  type Pkce,
  type Prompt,
  type ResponseType,
} from './authorization-parameters.ts';
import { isRegisteredRedirectUri } from './redirect-uri.ts';
import type { ResponseMode } from './response-fields.ts';

/** Where and how the app is answered. */
export interface ReplyAddress {
  readonly redirectUri: string;
  readonly responseMode: ResponseMode;
  readonly state?: string;
}

export interface AuthorizationRequest {
  readonly kind: 'authorize';
  readonly app: App;
  readonly tenant: TenantSegment;
  /** Of the endpoint: ID tokens are of the same. */
  readonly version: 'v1' | 'v2';
  readonly reply: ReplyAddress;
  readonly responseTypes: readonly ResponseType[];
  readonly granted: GrantedScopes;
  readonly prompts: readonly Prompt[];
  readonly clientInfo: boolean;
  /** `instance_aware`: the person may be of another cloud, and the answer says of which. */
  readonly instanceAware: boolean;
  readonly nonce?: string;
  readonly pkce?: Pkce;
  readonly claims?: string;
  readonly loginHint?: string;
  readonly sid?: string;
}

export type ParsedRequest =
  | AuthorizationRequest
  /** The app cannot be trusted with an answer: the person sees a page (RFC 6749, section 4.1.2.1). */
  | { readonly kind: 'page'; readonly refusal: Refusal }
  | { readonly kind: 'redirect'; readonly reply: ReplyAddress; readonly refusal: Refusal };

/** Left out, it is the only one the app has (RFC 6749, section 3.1.2.3). */
const redirectUriOf = (parameters: Parameters, app: App): string | Refusal => {
  const [only, ...others] = app.redirectUris;
  const asked = parameters.get('redirect_uri') ?? (others.length === 0 ? only : undefined);
  if (!asked) return refuse(900144, { parameter: 'redirect_uri' });
  return isRegisteredRedirectUri(asked, app.redirectUris)
    ? asked
    : refuse(50011, { redirect_uri: asked, client_id: app.clientId });
};

const optional = <K extends string>(parameters: Parameters, name: string, key: K) => {
  const value = parameters.get(name);
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: string };
};

/** What understands the `scope` parameter. */
export type ScopeResolver = (
  context: EndpointContext,
  client: App,
  scope: string,
  options?: ScopeOptions,
) => GrantedScopes | Refusal;

/** The rest of the request, once it is known whom to answer. */
const parseRest = (
  context: EndpointContext,
  parameters: Parameters,
  app: App,
  reply: ReplyAddress,
  resolve: ScopeResolver,
): AuthorizationRequest | Refusal => {
  const types = responseTypesOf(parameters);
  if (isRefusal(types)) return types;
  const mode = responseModeRefusal(parameters, types);
  if (mode) return mode;
  const prompts = promptsOf(parameters);
  if (isRefusal(prompts)) return prompts;
  const pkce = pkceOf(parameters);
  if (isRefusal(pkce)) return pkce;
  const unknownWord = resourceRefusal(context);
  if (unknownWord) return unknownWord;
  const scope = parameters.get('scope');
  if (!scope) return refuse(900144, { parameter: 'scope' });
  if (types.includes('id_token') && !parameters.get('nonce')) return refuse(900144, { parameter: 'nonce' });
  const granted = resolve(context, app, scope, { severalResources: 'first' });
  if (isRefusal(granted)) return granted;
  return {
    kind: 'authorize',
    app,
    tenant: context.tenant,
    version: context.version,
    reply,
    responseTypes: types,
    granted,
    prompts,
    clientInfo: parameters.get('client_info') === '1',
    instanceAware: parameters.get('instance_aware')?.toLowerCase() === 'true',
    ...(pkce && { pkce }),
    ...optional(parameters, 'nonce', 'nonce'),
    ...optional(parameters, 'claims', 'claims'),
    ...optional(parameters, 'login_hint', 'loginHint'),
    ...optional(parameters, 'sid', 'sid'),
  };
};

export const parseAuthorizationRequest = (
  context: EndpointContext,
  resolve: ScopeResolver = resolveScopes,
): ParsedRequest => {
  const parameters = context.request.method === 'POST' ? context.form : context.query;
  const app = findApp(context, parameters.get('client_id'));
  if (isRefusal(app)) return { kind: 'page', refusal: app };
  const redirectUri = redirectUriOf(parameters, app);
  if (isRefusal(redirectUri)) return { kind: 'page', refusal: redirectUri };
  const reply = {
    redirectUri,
    responseMode: responseModeOf(parameters),
    ...optional(parameters, 'state', 'state'),
  };
  const request = parseRest(context, parameters, app, reply, resolve);
  return isRefusal(request) ? { kind: 'redirect', reply, refusal: request } : request;
};
