/**
 * Requests that are held back after an answer that says: not now. An entry ends by itself; a held-back request
 * fails with what the earlier answer said.
 *
 * - `Retry-After`: every application, as long as it says, an hour at most.
 * - 429 and 5xx without it: public clients, 60 s.
 * - The user is needed: public clients that ask silently with the same refresh token, 120 s.
 */
import type { Clock } from '../clock.ts';
import { MsalUiRequiredException, type MsalServiceException } from '../errors/msal-error.ts';
import { MsalThrottledServiceException, MsalThrottledUiRequiredException } from '../errors/throttled.ts';
import { sha256Base64url } from '../encoding.ts';

export interface ThrottledRequest {
  readonly clientId: string;
  readonly authorityUrl: string;
  readonly scope: string;
  readonly homeAccountId: string | undefined;
  readonly isPublic: boolean;
  /** Set for silent requests. */
  readonly refreshToken: string | undefined;
}

export interface Throttle {
  /** Throws MsalThrottledServiceException or MsalThrottledUiRequiredException while the request is held back. */
  check(request: ThrottledRequest): void;
  record(request: ThrottledRequest, error: MsalServiceException): void;
}

const longestMs = 3_600_000;
const afterStatusMs = 60_000;
const afterUiRequiredMs = 120_000;

interface Entry {
  readonly error: MsalServiceException;
  readonly until: number;
}

export function createThrottle(clock: Clock): Throttle {
  const entries = new Map<string, Entry>();

  const hold = (key: string, error: MsalServiceException, ms: number): void => {
    const now = clock.now();
    for (const [old, { until }] of entries) if (until <= now) entries.delete(old);
    if (ms > 0) entries.set(key, { error, until: now + ms });
  };

  return {
    check(request) {
      for (const key of [requestKey(request), silentKey(request)]) {
        const entry = key === undefined ? undefined : entries.get(key);
        const remaining = (entry?.until ?? 0) - clock.now();
        if (entry === undefined || remaining <= 0) continue;
        throw entry.error instanceof MsalUiRequiredException
          ? new MsalThrottledUiRequiredException(entry.error, remaining)
          : new MsalThrottledServiceException(entry.error, remaining);
      }
    },
    record(request, error) {
      const status = error.statusCode ?? 0;
      if (error.retryAfterMs !== undefined) {
        hold(requestKey(request), error, Math.min(error.retryAfterMs, longestMs));
      } else if (request.isPublic && (status === 429 || status >= 500)) {
        hold(requestKey(request), error, afterStatusMs);
      }
      const silent = silentKey(request);
      if (silent !== undefined && error instanceof MsalUiRequiredException)
        hold(silent, error, afterUiRequiredMs);
    },
  };
}

function requestKey(request: ThrottledRequest): string {
  const { clientId, authorityUrl, scope, homeAccountId = '' } = request;
  return JSON.stringify(['request', clientId, authorityUrl, scope, homeAccountId]);
}

function silentKey(request: ThrottledRequest): string | undefined {
  const { clientId, authorityUrl, scope, isPublic, refreshToken } = request;
  if (!isPublic || refreshToken === undefined) return undefined;
  return JSON.stringify(['silent', clientId, authorityUrl, scope, sha256Base64url(refreshToken)]);
}
