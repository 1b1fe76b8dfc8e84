/** The URL a browser is sent to for sign-in (RFC 6749 section 4.1.1), with the parameters MSAL.NET puts there. */
import type { Application } from '../application.ts';
import { endpoint } from '../authority/authority.ts';
import { MsalClientException } from '../errors/msal-error.ts';
import { startOperation, type Operation, type RequestOptions } from '../operation.ts';
import { userFlowScopes } from '../scopes.ts';
import { sku, version } from '../token/http.ts';

export interface AuthorizationUrlParameters {
  readonly redirectUri: string;
  readonly responseMode?: 'query' | 'fragment' | 'form_post' | undefined;
  readonly state?: string | undefined;
  readonly nonce?: string | undefined;
  readonly codeChallenge?: string | undefined;
  /** Default `S256`. */
  readonly codeChallengeMethod?: 'S256' | 'plain' | undefined;
  /** Default `select_account`; `no_prompt` leaves it to the authority. */
  readonly prompt?: string | undefined;
  readonly loginHint?: string | undefined;
  readonly domainHint?: string | undefined;
}

export interface AuthorizationUrlRequest
  extends RequestOptions, Omit<AuthorizationUrlParameters, 'redirectUri'> {
  /** Default: that of the application. */
  readonly redirectUri?: string | undefined;
}

export async function getAuthorizationRequestUrl(
  app: Application,
  request: AuthorizationUrlRequest,
): Promise<string> {
  const operation = await startOperation(app, request);
  return authorizationUrl(operation, { ...request, redirectUri: redirectUriOf(app, request.redirectUri) });
}

/** Throws `no_redirect_uri` when neither the request nor the application names one. */
export function redirectUriOf(app: Application, ofRequest: string | undefined): string {
  const redirectUri = ofRequest ?? app.redirectUri;
  if (redirectUri !== undefined) return redirectUri;
  throw new MsalClientException(
    'no_redirect_uri',
    'Neither the request nor the application names a redirect URI.',
    {
      hint: 'Give the one that is registered for the application.',
    },
  );
}

export async function authorizationUrl(
  operation: Operation,
  parameters: AuthorizationUrlParameters,
): Promise<string> {
  const { preferredNetwork } = await operation.metadata();
  const { prompt = 'select_account', codeChallenge, codeChallengeMethod = 'S256' } = parameters;
  const all: Record<string, string | undefined> = {
    client_id: operation.app.clientId,
    response_type: 'code',
    redirect_uri: parameters.redirectUri,
    scope: userFlowScopes(operation.scopes),
    response_mode: parameters.responseMode,
    state: parameters.state,
    nonce: parameters.nonce,
    code_challenge: codeChallenge,
    code_challenge_method: codeChallenge === undefined ? undefined : codeChallengeMethod,
    prompt: prompt === 'no_prompt' ? undefined : prompt,
    login_hint: parameters.loginHint,
    domain_hint: parameters.domainHint,
    claims: operation.claims,
    client_info: '1',
    'client-request-id': operation.correlationId,
    'x-client-SKU': sku,
    'x-client-Ver': version,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const url = endpoint({ ...operation.authority, host: preferredNetwork }, 'authorize');
  return `${url}?${new URLSearchParams(given).toString()}`;
}
