/** What public and confidential clients have in common: users in a cache. */
import type { Application } from './application.ts';
import type { AuthenticationResult } from './authentication-result.ts';
import { accountEnvironments, listAccounts, removeAccount, type Account } from './cache/accounts.ts';
import type { TokenCache } from './cache/token-cache.ts';
import { acquireTokenByRefreshToken, type RefreshTokenRequest } from './flows/refresh-token.ts';
import { acquireTokenSilent, type SilentRequest } from './flows/silent.ts';
import { acquireTokenByUsernamePassword, type UsernamePasswordRequest } from './flows/username-password.ts';
import { startOperation } from './operation.ts';

export interface ClientApplication {
  readonly tokenCache: TokenCache;
  /** A token for a known account, from the cache or with its refresh token. */
  acquireTokenSilent(request: SilentRequest): Promise<AuthenticationResult>;
  acquireTokenByRefreshToken(request: RefreshTokenRequest): Promise<AuthenticationResult>;
  acquireTokenByUsernamePassword(request: UsernamePasswordRequest): Promise<AuthenticationResult>;
  /** The people signed in to this application. */
  getAccounts(): Promise<readonly Account[]>;
  /** Signs a person out of the cache; the browser's session stays. */
  removeAccount(account: Pick<Account, 'homeAccountId'>): Promise<void>;
}

export function clientApplication(app: Application): ClientApplication {
  return {
    tokenCache: app.cache,
    acquireTokenSilent: (request) => acquireTokenSilent(app, request),
    acquireTokenByRefreshToken: (request) => acquireTokenByRefreshToken(app, request),
    acquireTokenByUsernamePassword: (request) => acquireTokenByUsernamePassword(app, request),
    async getAccounts() {
      const operation = await startOperation(app, { scopes: [] });
      return app.cache.access(false, async () => {
        const metadata = await operation.metadata(accountEnvironments(app.cache));
        return listAccounts(app.cache, app.clientId, metadata);
      });
    },
    removeAccount: ({ homeAccountId }) =>
      app.cache.access(true, () => removeAccount(app.cache, app.clientId, homeAccountId)),
  };
}
