/** One request to the token endpoint: its form, the throttle before it, and what its answer means. */
import { authorityUrl, endpoint } from '../authority/authority.ts';
import type { MsalServiceException } from '../errors/msal-error.ts';
import { serviceErrorFrom } from '../errors/service-error.ts';
import type { NetworkResponse } from '../network.ts';
import type { Operation } from '../operation.ts';
import { credentialForm } from './client-credential.ts';
import { send } from './http.ts';
import type { ThrottledRequest } from './throttling.ts';
import { readTokenResponse, type TokenResponse } from './token-response.ts';

export interface TokenRequest {
  /** Grant type and what belongs to it. */
  readonly form: Readonly<Record<string, string>>;
  /** The `scope` to send. */
  readonly scope: string;
  /** The user the token is for, if known: routes the request and keys the throttle. */
  readonly homeAccountId?: string | undefined;
  readonly username?: string | undefined;
  /** Set by the silent flow: the refresh token it redeems. */
  readonly silentRefreshToken?: string | undefined;
}

/** Throws MsalServiceException and its kinds, MsalNetworkException, and MsalClientException for unusable answers. */
export async function requestToken(operation: Operation, request: TokenRequest): Promise<TokenResponse> {
  const { app, authority, log } = operation;
  const { preferredNetwork } = await operation.metadata();
  const url = endpoint({ ...authority, host: preferredNetwork }, 'token');
  const throttled: ThrottledRequest = {
    clientId: app.clientId,
    authorityUrl: authorityUrl(authority),
    scope: request.scope,
    homeAccountId: request.homeAccountId,
    isPublic: app.credential === undefined,
    refreshToken: request.silentRefreshToken,
  };
  app.throttle.check(throttled);

  const credential =
    app.credential === undefined
      ? {}
      : await credentialForm(app.credential, { clientId: app.clientId, tokenEndpoint: url }, app);
  const response = await postForm(operation, url, {
    form: {
      client_id: app.clientId,
      ...credential,
      scope: request.scope,
      ...(operation.claims === undefined ? {} : { claims: operation.claims }),
      ...request.form,
    },
    headers: { 'x-ms-lib-capability': 'retry-after, h429', ...routingHint(request) },
  });
  if (response.status === 200) return readTokenResponse(response.body, operation.scopes);

  const error = errorFrom(operation, url, response);
  app.throttle.record(throttled, error);
  log('info', `The token endpoint answered with ${error.code} (AADSTS ${error.errorCodes.join(' ')}).`);
  throw error;
}

export interface Posting {
  readonly form: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Posts a form to the authority, with the headers of the operation. */
export function postForm(operation: Operation, url: string, posting: Posting): Promise<NetworkResponse> {
  const { app, log, correlationId, signal } = operation;
  return send(
    { network: app.network, clock: app.clock, log, correlationId },
    {
      method: 'POST',
      url,
      headers: {
        ...operation.headers,
        'content-type': 'application/x-www-form-urlencoded',
        ...posting.headers,
      },
      body: new URLSearchParams(posting.form).toString(),
      ...(signal === undefined ? {} : { signal }),
    },
  );
}

export function errorFrom(
  operation: Operation,
  url: string,
  response: NetworkResponse,
): MsalServiceException {
  return serviceErrorFrom(response, {
    endpoint: url,
    correlationId: operation.correlationId,
    now: operation.app.clock.now(),
  });
}

/** Lets the authority's backup find the user without reading the form. */
function routingHint({ homeAccountId, username }: TokenRequest): Record<string, string> {
  const [uid, utid] = homeAccountId?.split('.') ?? [];
  if (uid && utid) return { 'x-anchormailbox': `Oid:${uid}@${utid}` };
  return username ? { 'x-anchormailbox': `UPN:${username}` } : {};
}
