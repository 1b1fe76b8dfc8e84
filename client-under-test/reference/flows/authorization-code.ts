/** Redeeming an authorization code that the caller received (RFC 6749 section 4.1.3). */
import type { Application } from '../application.ts';
import type { AuthenticationResult } from '../authentication-result.ts';
import { startOperation, type Operation, type RequestOptions } from '../operation.ts';
import { userFlowScopes } from '../scopes.ts';
import { requestToken } from '../token/token-request.ts';
import { checkState } from './authorization-response.ts';
import { redirectUriOf } from './authorization-url.ts';
import { savedResult } from './finish.ts';

export interface AuthorizationCodeRequest extends RequestOptions {
  readonly code: string;
  /** The one that was sent to the authorization endpoint. Default: that of the application. */
  readonly redirectUri?: string | undefined;
  readonly codeVerifier?: string | undefined;
  /** Compared before anything is sent; throws `state_mismatch`. */
  readonly state?: { readonly sent: string; readonly received: string | undefined } | undefined;
}

export async function acquireTokenByAuthorizationCode(
  app: Application,
  request: AuthorizationCodeRequest,
): Promise<AuthenticationResult> {
  if (request.state !== undefined) checkState(request.state.sent, request.state.received);
  const operation = await startOperation(app, request);
  return redeemCode(operation, { ...request, redirectUri: redirectUriOf(app, request.redirectUri) });
}

export interface Redeemable {
  readonly code: string;
  readonly redirectUri: string;
  readonly codeVerifier?: string | undefined;
  readonly loginHint?: string | undefined;
}

export async function redeemCode(
  operation: Operation,
  redeemable: Redeemable,
): Promise<AuthenticationResult> {
  const { code, redirectUri, codeVerifier, loginHint } = redeemable;
  const response = await requestToken(operation, {
    form: {
      grant_type: 'authorization_code',
      client_info: '1',
      code,
      redirect_uri: redirectUri,
      ...(codeVerifier === undefined ? {} : { code_verifier: codeVerifier }),
    },
    scope: userFlowScopes(operation.scopes),
    username: loginHint,
  });
  return savedResult(operation, response);
}
