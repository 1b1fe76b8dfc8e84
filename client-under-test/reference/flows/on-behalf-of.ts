/**
 * Exchanging a user's token for one of a downstream API
 * (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow). Tokens are kept under the hash
 * of the incoming token, so that one user never gets another's; the refresh token is not kept at all.
 */
import type { Application } from '../application.ts';
import { isAnyTenant } from '../authority/authority.ts';
import type { AuthenticationResult } from '../authentication-result.ts';
import { sha256Base64url } from '../encoding.ts';
import { startOperation, type Operation, type RequestOptions } from '../operation.ts';
import { userFlowScopes } from '../scopes.ts';
import { requestToken } from '../token/token-request.ts';
import { cachedResult, savedResult } from './finish.ts';
import { refreshedIfDue } from './proactive-refresh.ts';
import { requireScopes } from './require-scopes.ts';

export interface OnBehalfOfRequest extends RequestOptions {
  /** The access token that the caller of this API presented. */
  readonly assertion: string;
  /** Sets the access token cache aside. */
  readonly forceRefresh?: boolean | undefined;
}

export async function acquireTokenOnBehalfOf(
  app: Application,
  request: OnBehalfOfRequest,
): Promise<AuthenticationResult> {
  requireScopes(request.scopes);
  const operation = await startOperation(app, request);
  const hash = sha256Base64url(request.assertion);
  const exchange = (): Promise<AuthenticationResult> => exchanged(operation, request.assertion, hash);

  if (request.forceRefresh === true || operation.hasOwnClaims) return exchange();
  const anyRealm = isAnyTenant(operation.authority);
  const cached = await cachedResult(operation, { kind: 'assertion', hash }, anyRealm);
  return cached === undefined ? exchange() : refreshedIfDue(operation, cached, exchange);
}

async function exchanged(
  operation: Operation,
  assertion: string,
  hash: string,
): Promise<AuthenticationResult> {
  const response = await requestToken(operation, {
    form: {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_info: '1',
      assertion,
      requested_token_use: 'on_behalf_of',
    },
    scope: userFlowScopes(operation.scopes),
  });
  return savedResult(operation, { ...response, refreshToken: undefined }, hash);
}
