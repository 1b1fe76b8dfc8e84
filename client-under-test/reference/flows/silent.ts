/**
 * Tokens for a known account without asking anybody: from the cache, else with a refresh token, that of the
 * family before that of the application itself.
 */
import type { Application } from '../application.ts';
import type { AuthenticationResult } from '../authentication-result.ts';
import { homeTenantOf, type Account } from '../cache/accounts.ts';
import { findRefreshToken, isFamilyMember } from '../cache/lookup.ts';
import { same } from '../cache/entities.ts';
import { MsalClientException, MsalServiceException, MsalUiRequiredException } from '../errors/msal-error.ts';
import { startOperation, type Operation, type RequestOptions } from '../operation.ts';
import type { TokenResponse } from '../token/token-response.ts';
import { cachedResult, savedResult } from './finish.ts';
import { refreshedIfDue } from './proactive-refresh.ts';
import { redeemRefreshToken } from './redeem-refresh-token.ts';

export interface SilentRequest extends RequestOptions {
  readonly account: Pick<Account, 'homeAccountId'> | undefined;
  /** Sets the access token cache aside. */
  readonly forceRefresh?: boolean | undefined;
}

/** The only family there is. */
const theFamily = '1';

/**
 * Throws MsalUiRequiredException when the user is needed: `user_null` without an account, `no_tokens_found` when
 * the cache has nothing to go by, or what the authority says; MsalClientException `user_mismatch`.
 */
export async function acquireTokenSilent(
  app: Application,
  request: SilentRequest,
): Promise<AuthenticationResult> {
  const { account } = request;
  if (account === undefined) throw signInNeeded('user_null', 'No account was given to the silent call.');
  const { homeAccountId } = account;
  const operation = await startOperation(app, request, homeTenantOf(homeAccountId));
  const refresh = (): Promise<AuthenticationResult> => refreshed(operation, homeAccountId);

  if (request.forceRefresh === true || operation.hasOwnClaims) return refresh();
  const cached = await cachedResult(operation, { kind: 'user', homeAccountId });
  return cached === undefined ? refresh() : refreshedIfDue(operation, cached, refresh);
}

async function refreshed(operation: Operation, homeAccountId: string): Promise<AuthenticationResult> {
  const response =
    (await redeemFamilyToken(operation, homeAccountId)) ?? (await redeemOwnToken(operation, homeAccountId));
  const { user } = response;
  if (user?.clientInfo !== undefined && !same(user.homeAccountId, homeAccountId)) {
    throw new MsalClientException('user_mismatch', 'The authority answered with tokens of another user.', {
      hint: 'Nothing was saved. Sign the user in again.',
      correlationId: operation.correlationId,
    });
  }
  const ofAccount = { clientInfo: undefined, claims: undefined, ...user, homeAccountId };
  return savedResult(operation, { ...response, user: ofAccount });
}

/** Undefined when there is no family, the application is not of it, or the authority says that it is not. */
async function redeemFamilyToken(
  operation: Operation,
  homeAccountId: string,
): Promise<TokenResponse | undefined> {
  const { cache, clientId } = operation.app;
  const token = await cache.access(false, async () => {
    if ((await isFamilyMember(cache, clientId, theFamily, operation.metadata)) === false) return undefined;
    return findRefreshToken(cache, { homeAccountId, clientId, family: theFamily }, operation.metadata);
  });
  if (token === undefined) return undefined;
  try {
    return await redeemRefreshToken(operation, { refreshToken: token.secret, homeAccountId, silent: true });
  } catch (error) {
    if (!(error instanceof MsalServiceException) || error.suberror !== 'client_mismatch') throw error;
    operation.log('info', 'The application is not of the family; using its own refresh token.');
    return undefined;
  }
}

async function redeemOwnToken(operation: Operation, homeAccountId: string): Promise<TokenResponse> {
  const { cache, clientId } = operation.app;
  const token = await cache.access(false, () =>
    findRefreshToken(cache, { homeAccountId, clientId }, operation.metadata),
  );
  if (token === undefined) {
    throw signInNeeded('no_tokens_found', 'The cache has no token for this account and these scopes.');
  }
  return redeemRefreshToken(operation, { refreshToken: token.secret, homeAccountId, silent: true });
}

function signInNeeded(code: string, message: string): MsalUiRequiredException {
  return new MsalUiRequiredException(code, message, {
    classification: 'acquire_token_silent_failed',
    hint: 'Sign the user in with an interactive flow.',
  });
}
