/** Compares what a step came to, and what the ledger saw of it, with what the scenario expects. */
import { decodeJwt } from 'jose';
import type { CallResult } from '../../client-under-test/index.ts';
import type { Exchange } from '../../mock-idp/index.ts';
import { match, type Mismatch } from '../matching/match.ts';
import type { Expectation, WireExpectation } from '../scenario/expectation.ts';
import type { Matcher } from '../scenario/values.ts';

/** Outcomes an expectation can be held against; the others end the case. */
export type Judged = Extract<CallResult<unknown>, { outcome: 'ok' | 'error' }>;

const at = (path: string, mismatches: Mismatch[]): Mismatch[] =>
  mismatches.map((mismatch) => ({
    ...mismatch,
    path: mismatch.path === '' ? path : `${path}.${mismatch.path}`,
  }));

const claimsOf = (token: unknown): unknown => {
  try {
    return decodeJwt(String(token));
  } catch {
    return undefined;
  }
};

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** The outcome itself: the one difference after which later steps make no sense. `expected` is what speaks of it. */
export const judgeOutcome = (expected: Expectation | undefined, result: Judged): Mismatch[] => {
  if (expected?.error === undefined && result.outcome === 'error') {
    const { kind, message } = result.error;
    return [
      {
        path: 'ok',
        message: `expected success, got ${kind}: ${message}`,
        expected: 'success',
        actual: result.error,
      },
    ];
  }
  if (expected?.error !== undefined && result.outcome === 'ok') {
    return [
      {
        path: 'error',
        message: 'expected an error, got success',
        expected: expected.error,
        actual: 'success',
      },
    ];
  }
  return [];
};

const judgeValue = (expected: Expectation, result: Judged): Mismatch[] => {
  if (result.outcome === 'error') return at('error', match(expected.error ?? {}, result.error));
  const { value } = result;
  return [
    ...(expected.ok === undefined ? [] : at('ok', match(expected.ok, value))),
    ...(expected.token === undefined
      ? []
      : at('token', match(expected.token, claimsOf(member(value, 'accessToken'))))),
    ...(expected.idToken === undefined
      ? []
      : at('idToken', match(expected.idToken, claimsOf(member(value, 'idToken'))))),
  ];
};

const lowerCased = (parameters: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name.toLowerCase(), value]));

const shape = (exchange: Exchange) => ({
  method: exchange.request.method,
  host: exchange.request.url.hostname,
  path: exchange.request.url.pathname,
  query: Object.fromEntries(exchange.request.url.searchParams),
  form: exchange.form,
  headers: exchange.request.headers,
  sent: {
    ...exchange.request.headers,
    ...lowerCased(Object.fromEntries(exchange.request.url.searchParams)),
    ...lowerCased(exchange.form),
  },
  status: exchange.response.transport?.kind === 'reset' ? undefined : exchange.response.status,
});

/** The pages belong to the person and Graph to the scenario: neither is the client's traffic. */
const fromClient = ({ endpoint }: Exchange) =>
  !['authorize', 'page', 'device-page', 'graph-me', 'logout'].includes(endpoint);

/** What was sent, by endpoint, as templates of later steps may name it. */
export const sentByEndpoint = (exchanges: readonly Exchange[]) =>
  Object.fromEntries(
    Object.entries(Object.groupBy(exchanges, ({ endpoint }) => endpoint)).map(([endpoint, some]) => [
      endpoint,
      some.map(shape),
    ]),
  );

const judgeGaps = (apart: number, path: string, what: string, seen: readonly Exchange[]): Mismatch[] =>
  seen.slice(1).flatMap((exchange, index) => {
    const gap = (exchange.at - seen[index]!.at) / 1000;
    if (gap >= apart) return [];
    const message = `expected ${apart} s at least between requests to ${what}, saw ${gap} s`;
    return [{ path: `${path}.apart`, message, expected: apart, actual: gap }];
  });

const judgeEntry = (
  entry: WireExpectation,
  index: number,
  exchanges: readonly Exchange[],
  endedEarly: boolean,
): Mismatch[] => {
  const { endpoint, grant, times, apart = 0, ...expected } = entry;
  const path = `wire[${index}]`;
  const seen = exchanges.filter(
    (exchange) => exchange.endpoint === endpoint && (grant === undefined || exchange.grant === grant),
  );
  const [fewest, most] = Array.isArray(times) ? times : [times, times];
  const least = endedEarly ? 0 : fewest;
  const what = grant === undefined ? endpoint : `${endpoint} (${grant})`;
  if (seen.length < least || seen.length > most) {
    const wanted = fewest === most ? String(most) : `${fewest} to ${most}`;
    return [
      {
        path: `${path}.times`,
        message: `expected ${wanted} requests to ${what}, saw ${seen.length}`,
        expected: times,
        actual: seen.length,
      },
    ];
  }
  return [
    ...judgeGaps(apart, path, what, seen),
    ...seen.flatMap((exchange) => at(path, match(expected as unknown as Matcher, shape(exchange)))),
  ];
};

/**
 * What the ledger saw against what was expected.
 * @param endedEarly the outcome was another than expected, so requests that are missing mean nothing
 */
export const judgeWire = (
  expected: Expectation['wire'],
  exchanges: readonly Exchange[],
  endedEarly = false,
): Mismatch[] => {
  if (expected === undefined) return [];
  if (expected !== 'none') {
    return expected.flatMap((entry, index) => judgeEntry(entry, index, exchanges, endedEarly));
  }
  const sent = exchanges.filter(fromClient).map(({ request }) => `${request.method} ${request.url.pathname}`);
  if (sent.length === 0) return [];
  return [
    {
      path: 'wire',
      message: `expected nothing to be sent, saw ${sent.join(', ')}`,
      expected: 'none',
      actual: sent,
    },
  ];
};

/** Everything the expectation says beyond the kind of outcome. */
export const judgeDetails = (
  expected: Expectation,
  result: Judged,
  exchanges: readonly Exchange[],
): Mismatch[] => [...judgeValue(expected, result), ...judgeWire(expected.wire, exchanges)];
