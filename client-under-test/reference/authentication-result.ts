/** What a successful call gives back, from the cache or from the authority. */
import { accountOf, type Account } from './cache/accounts.ts';
import { timeMs, type AccessTokenEntity, type AccountEntity, type IdTokenEntity } from './cache/entities.ts';
import { splitScopes } from './scopes.ts';
import { readIdToken } from './token/token-response.ts';

export interface AuthenticationResult {
  readonly accessToken: string;
  readonly tokenType: string;
  /** What the token was granted for, sorted. */
  readonly scopes: readonly string[];
  /** Unix milliseconds. */
  readonly expiresOn: number;
  /** Unix milliseconds from which a call refreshes early; absent when the authority gave no hint. */
  readonly refreshOn?: number;
  readonly idToken?: string;
  /** Of the ID token if there is one, else as in the authority. */
  readonly tenantId: string;
  readonly account?: Account;
  readonly correlationId: string;
  readonly source: 'cache' | 'identity-provider';
}

export interface ResultParts {
  readonly accessToken: AccessTokenEntity;
  readonly idToken: IdTokenEntity | undefined;
  readonly account: AccountEntity | undefined;
}

export function resultOf(
  { accessToken, idToken, account }: ResultParts,
  about: Pick<AuthenticationResult, 'correlationId' | 'source'> & { readonly environment: string },
): AuthenticationResult {
  return {
    accessToken: accessToken.secret,
    tokenType: accessToken.token_type || 'Bearer',
    scopes: splitScopes(accessToken.target),
    expiresOn: timeMs(accessToken.expires_on),
    ...(accessToken.refresh_on === undefined ? {} : { refreshOn: timeMs(accessToken.refresh_on) }),
    ...(idToken === undefined ? {} : { idToken: idToken.secret }),
    tenantId: (idToken && readIdToken(idToken.secret).tid) ?? accessToken.realm,
    ...(account === undefined ? {} : { account: accountOf(account, about.environment) }),
    correlationId: about.correlationId,
    source: about.source,
  };
}
