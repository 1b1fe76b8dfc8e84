/** msal-node's results and accounts in the protocol's normal form. */
import type { AccountInfo, AuthenticationResult } from '@azure/msal-node';
import type { Account, TokenResult } from '../../protocol/index.ts';

export const normalAccount = (account: AccountInfo): Account => ({
  homeAccountId: account.homeAccountId,
  environment: account.environment,
  username: account.username,
  ...(account.tenantId && { tenantId: account.tenantId }),
  ...(account.localAccountId && { localAccountId: account.localAccountId }),
  ...(account.name && { name: account.name }),
});

/** Empty strings, which is how msal-node says that there is nothing, are left out; an empty access token is not. */
export const normalToken = (result: AuthenticationResult): TokenResult => ({
  accessToken: result.accessToken,
  tokenType: result.tokenType,
  scopes: result.scopes,
  source: result.fromCache ? 'cache' : 'network',
  ...(result.expiresOn && { expiresOnMs: result.expiresOn.getTime() }),
  ...(result.refreshOn && { refreshOnMs: result.refreshOn.getTime() }),
  ...(result.idToken && { idToken: result.idToken }),
  ...(result.tenantId && { tenantId: result.tenantId }),
  ...(result.account && { account: normalAccount(result.account) }),
  ...(result.correlationId && { correlationId: result.correlationId }),
});
