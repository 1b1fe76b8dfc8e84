/** Tokens for the application itself (RFC 6749 section 4.4). */
import type { Application } from '../application.ts';
import { isAnyTenant } from '../authority/authority.ts';
import type { AuthenticationResult } from '../authentication-result.ts';
import { startOperation, type Operation, type RequestOptions } from '../operation.ts';
import { requestToken } from '../token/token-request.ts';
import { cachedResult, savedResult } from './finish.ts';
import { refreshedIfDue } from './proactive-refresh.ts';
import { requireScopes } from './require-scopes.ts';

export interface ClientCredentialsRequest extends RequestOptions {
  /** Sets the access token cache aside. */
  readonly forceRefresh?: boolean | undefined;
}

export async function acquireTokenForClient(
  app: Application,
  request: ClientCredentialsRequest,
): Promise<AuthenticationResult> {
  requireScopes(request.scopes);
  const operation = await startOperation(app, request);
  if (isAnyTenant(operation.authority)) {
    operation.log('warning', 'An application has no home in common or organizations: use a tenant.');
  }
  if (request.forceRefresh === true || operation.hasOwnClaims) return fetchToken(operation);
  const cached = await cachedResult(operation, { kind: 'application' });
  if (cached === undefined) return fetchToken(operation);
  return refreshedIfDue(operation, cached, () => fetchToken(operation));
}

async function fetchToken(operation: Operation): Promise<AuthenticationResult> {
  const response = await requestToken(operation, {
    form: { grant_type: 'client_credentials', client_info: '2' },
    scope: operation.scopes.join(' '),
  });
  const ofApplication = { ...response, user: undefined, idToken: undefined, refreshToken: undefined };
  return savedResult(operation, ofApplication);
}
