/**
 * User name and password handed to the client (RFC 6749 section 4.3). A public client first asks whose password
 * it is. Federated users are refused for now: their password goes to another server by WS-Trust.
 */
import type { Application } from '../application.ts';
import type { AuthenticationResult } from '../authentication-result.ts';
import { MsalClientException } from '../errors/msal-error.ts';
import { startOperation, type Operation, type RequestOptions } from '../operation.ts';
import { userFlowScopes } from '../scopes.ts';
import { requestToken } from '../token/token-request.ts';
import { savedResult } from './finish.ts';
import { discoverUserRealm } from './user-realm.ts';

export interface UsernamePasswordRequest extends RequestOptions {
  readonly username: string;
  readonly password: string;
}

/** Throws MsalClientException `ropc_not_supported_for_msa`, `unknown_user_type`, `federated_user_not_supported`. */
export async function acquireTokenByUsernamePassword(
  app: Application,
  request: UsernamePasswordRequest,
): Promise<AuthenticationResult> {
  const operation = await startOperation(app, request);
  if (app.credential === undefined) await requireManagedUser(operation, request.username);
  const response = await requestToken(operation, {
    form: {
      grant_type: 'password',
      client_info: '1',
      username: request.username,
      password: request.password,
    },
    scope: userFlowScopes(operation.scopes),
    username: request.username,
  });
  return savedResult(operation, response);
}

async function requireManagedUser(operation: Operation, username: string): Promise<void> {
  const realm = await discoverUserRealm(operation, username);
  const hint = 'Use an interactive flow.';
  if (realm.domain === 'live.com') {
    throw new MsalClientException(
      'ropc_not_supported_for_msa',
      'Personal accounts cannot sign in this way.',
      { hint },
    );
  }
  switch (realm.kind) {
    case 'managed':
      return;
    case 'federated':
      throw new MsalClientException(
        'federated_user_not_supported',
        'The user belongs to a federated domain, whose sign-in by WS-Trust this client does not do yet.',
        { hint },
      );
    case 'unknown':
      throw new MsalClientException(
        'unknown_user_type',
        'The authority does not know the kind of this user.',
        {
          hint: 'Check the user name.',
        },
      );
  }
}
