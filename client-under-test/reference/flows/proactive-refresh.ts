/**
 * Refreshing a token that is still valid, once the time in `refresh_in` has passed.
 *
 * MSAL.NET does this in the background, with jitter. Here the refresh is awaited and there is no jitter, so that a
 * call with the same cache, time and answers always ends the same way: with the new token, or with the old one
 * when there is none to be had, whatever the reason. The reason shows once the old token has expired.
 */
import type { AuthenticationResult } from '../authentication-result.ts';
import { MsalError } from '../errors/msal-error.ts';
import type { Operation } from '../operation.ts';

export async function refreshedIfDue(
  operation: Operation,
  cached: AuthenticationResult,
  refresh: () => Promise<AuthenticationResult>,
): Promise<AuthenticationResult> {
  if (cached.refreshOn === undefined || operation.app.clock.now() < cached.refreshOn) return cached;
  try {
    return await refresh();
  } catch (error) {
    if (!(error instanceof MsalError)) throw error;
    operation.log('warning', `Refreshing early failed with ${error.code}; the cached token is still good.`);
    return cached;
  }
}
