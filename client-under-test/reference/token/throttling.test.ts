import { expect, test } from 'vitest';
import { MsalServiceException } from '../errors/msal-error.ts';
import { fakeClock } from '../test-doubles.ts';
import { createThrottle, type ThrottledRequest } from './throttling.ts';

const request: ThrottledRequest = {
  clientId: 'app',
  authorityUrl: 'https://login.microsoftonline.com/t/',
  scope: 's',
  homeAccountId: undefined,
  isPublic: false,
  refreshToken: undefined,
};

function heldBackFor(error: MsalServiceException, who: ThrottledRequest): number {
  const clock = fakeClock();
  const throttle = createThrottle(clock);
  throttle.record(who, error);
  for (let seconds = 0; ; seconds++) {
    try {
      throttle.check(who);
      return seconds;
    } catch {
      clock.advance(1);
    }
  }
}

const failure = (statusCode: number, retryAfterMs?: number) =>
  new MsalServiceException('service_not_available', 'down', { statusCode, retryAfterMs });
const publicClient = { ...request, isPublic: true };

test.each([
  ['Retry-After holds every application back', failure(429, 30_000), request, 30],
  ['Retry-After counts with any status', failure(400, 7000), request, 7],
  ['Retry-After is capped at an hour', failure(503, 86_400_000), request, 3600],
  ['Retry-After of zero holds nothing back', failure(429, 0), publicClient, 0],
  ['429 without it holds public clients back for a minute', failure(429), publicClient, 60],
  ['5xx without it holds public clients back for a minute', failure(503), publicClient, 60],
  ['neither holds confidential clients back', failure(503), request, 0],
  ['other statuses hold nobody back', failure(400), publicClient, 0],
])('%s', (_, error, who, seconds) => {
  expect(heldBackFor(error, who)).toBe(seconds);
});

test('only an equal request is held back', () => {
  const throttle = createThrottle(fakeClock());
  throttle.record(request, failure(429, 30_000));
  for (const changed of [
    { clientId: 'other' },
    { authorityUrl: 'https://login.microsoftonline.com/u/' },
    { scope: 'z' },
    { homeAccountId: 'u.t' },
  ]) {
    expect(() => throttle.check({ ...request, ...changed })).not.toThrow();
  }
  expect(() => throttle.check({ ...request })).toThrow('The request was not sent');
});
