/** The one check of scopes that flows without a user have in common. */
import { MsalClientException } from '../errors/msal-error.ts';

/** Throws `scopes_required_client_credentials` when there are none. */
export function requireScopes(scopes: readonly string[]): void {
  if (scopes.length > 0) return;
  throw new MsalClientException('scopes_required_client_credentials', 'The request names no scope.', {
    hint: 'Name at least one, such as https://graph.microsoft.com/.default.',
  });
}
