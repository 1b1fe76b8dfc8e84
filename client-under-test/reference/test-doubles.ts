/** For the tests of this room: a clock that stands still, chance that repeats, and a network that is scripted. */
import type { Clock } from './clock.ts';
import type { Network, NetworkRequest, NetworkResponse } from './network.ts';
import type { Random } from './random.ts';

export const startMs = Date.UTC(2030, 0, 1);

export interface FakeClock extends Clock {
  advance(seconds: number): void;
  /** What was slept, in milliseconds, in order. */
  readonly slept: readonly number[];
}

export function fakeClock(): FakeClock {
  let now = startMs;
  const slept: number[] = [];
  return {
    now: () => now,
    sleep: (ms) => {
      slept.push(ms);
      now += ms;
      return Promise.resolve();
    },
    advance: (seconds) => void (now += seconds * 1000),
    slept,
  };
}

export function countingRandom(): Random {
  let count = 0;
  return {
    bytes: (length) => new Uint8Array(length).fill((count += 1)),
    guid: () => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`,
  };
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: string | object;
}

export type Script = Answer | Error | ((request: SentRequest) => Answer | Error);

export interface SentRequest extends NetworkRequest {
  readonly form: URLSearchParams;
  readonly query: URLSearchParams;
}

export interface ScriptedNetwork {
  readonly network: Network;
  readonly sent: readonly SentRequest[];
  /** Adds answers to the script. */
  answer(...answers: Script[]): void;
}

/** Gives its answers in order; a request beyond the script fails the test that made it. */
export function scriptedNetwork(...answers: Script[]): ScriptedNetwork {
  const script = [...answers];
  const sent: SentRequest[] = [];
  return {
    sent,
    answer: (...more) => void script.push(...more),
    network: (request) => {
      const seen = {
        ...request,
        form: new URLSearchParams(request.body),
        query: new URL(request.url).searchParams,
      };
      sent.push(seen);
      const next = script.shift();
      if (next === undefined) throw new Error(`not in the script: ${request.method} ${request.url}`);
      const answer = typeof next === 'function' ? next(seen) : next;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(responseOf(answer));
    },
  };
}

function responseOf({ status = 200, headers = {}, body = '' }: Answer): NetworkResponse {
  return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

export const tenantId = '11111111-1111-4111-8111-111111111111';
export const userId = '22222222-2222-4222-8222-222222222222';
export const homeAccountId = `${userId}.${tenantId}`;
export const clientId = '33333333-3333-4333-8333-333333333333';
export const authority = `https://login.microsoftonline.com/${tenantId}`;

export function appToken(changes: object = {}): Answer {
  return {
    body: {
      token_type: 'Bearer',
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: 'app-at-1',
      ...changes,
    },
  };
}

export function userToken(changes: object = {}, claims: object = {}): Answer {
  return {
    body: {
      token_type: 'Bearer',
      scope: 'User.Read openid profile',
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: 'user-at-1',
      refresh_token: 'user-rt-1',
      id_token: idToken(claims),
      client_info: encoded({ uid: userId, utid: tenantId }),
      ...changes,
    },
  };
}

export function idToken(claims: object = {}): string {
  const payload = {
    oid: userId,
    sub: 'subject',
    tid: tenantId,
    preferred_username: 'ada@contoso.test',
    name: 'Ada',
    ...claims,
  };
  return `${encoded({ alg: 'none' })}.${encoded(payload)}.signature`;
}

export function oauthError(error: string, changes: object = {}, status = 400): Answer {
  return { status, body: { error, error_description: `AADSTS0: ${error}`, error_codes: [0], ...changes } };
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
