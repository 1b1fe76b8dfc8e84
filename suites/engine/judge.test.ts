import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../mock-idp/index.ts';
import type { Expectation } from '../scenario/expectation.ts';
import { judgeDetails, judgeOutcome, judgeWire, sentByEndpoint } from './judge.ts';

const error = { kind: 'service' as const, sdkType: 'E', message: 'no' };
const ok = { outcome: 'ok' as const, value: { source: 'cache' } };
const failed = { outcome: 'error' as const, error };

const exchange = (over: Partial<Exchange> = {}): Exchange => ({
  seq: 1,
  at: 0,
  door: 'memory',
  endpoint: 'token',
  grant: 'client_credentials',
  request: {
    method: 'POST',
    url: new URL('https://login.example/t/token?a=1'),
    headers: { accept: 'x' },
    body: '',
  },
  form: { scope: 'a b' },
  response: { status: 200, headers: [], body: '' },
  decision: '',
  ...over,
});

const details = (expected: Expectation, exchanges: Exchange[] = []) => judgeDetails(expected, ok, exchanges);

describe('the outcome', () => {
  it('must be success when nothing else is said', () =>
    expect(judgeOutcome(undefined, failed)).toHaveLength(1));
  it('must be an error when one is expected', () => expect(judgeOutcome({ error: {} }, ok)).toHaveLength(1));
  it('may be the error that is expected', () => expect(judgeOutcome({ error: {} }, failed)).toEqual([]));
});

describe('the wire', () => {
  it('is silent when nothing was sent', () => expect(details({ wire: 'none' })).toEqual([]));
  it('is not silent when a request was sent', () =>
    expect(details({ wire: 'none' }, [exchange()])[0]!.message).toBe(
      'expected nothing to be sent, saw POST /t/token',
    ));
  it('does not count the pages and Graph, which are not the client', () =>
    expect(
      details({ wire: 'none' }, [exchange({ endpoint: 'page' }), exchange({ endpoint: 'graph-me' })]),
    ).toEqual([]));
  it('counts exchanges of the endpoint and the grant', () => {
    const two = [exchange(), exchange({ grant: 'refresh_token' })];
    expect(details({ wire: [{ endpoint: 'token', times: 2 }] }, two)).toEqual([]);
    expect(details({ wire: [{ endpoint: 'token', grant: 'refresh_token', times: 1 }] }, two)).toEqual([]);
    expect(details({ wire: [{ endpoint: 'token', times: 1 }] }, two)[0]!.message).toBe(
      'expected 1 requests to token, saw 2',
    );
    expect(details({ wire: [{ endpoint: 'token', times: [3, 4] }] }, two)[0]!.message).toBe(
      'expected 3 to 4 requests to token, saw 2',
    );
  });
  it('looks at form, query, headers, path, host and status', () => {
    const wire = {
      endpoint: 'token' as const,
      times: 1,
      form: { scope: { $words: ['b', 'a'] } },
      query: { a: '1' },
      headers: { accept: 'x' },
      path: '/t/token',
      host: 'login.example',
      status: 200,
    };
    expect(details({ wire: [wire] }, [exchange()])).toEqual([]);
    const wrong = {
      ...wire,
      form: { scope: 'x' },
      query: { a: '2' },
      headers: { accept: 'y' },
      path: '/',
      host: 'h',
      status: 400,
    };
    expect(
      details({ wire: [wrong] }, [exchange()])
        .map(({ path }) => path)
        .sort(),
    ).toEqual([
      'wire[0].form.scope',
      'wire[0].headers.accept',
      'wire[0].host',
      'wire[0].path',
      'wire[0].query.a',
      'wire[0].status',
    ]);
  });
  it('does not count what is missing after an outcome that ended the case, only what is there', () => {
    const wire = [{ endpoint: 'token' as const, times: 1, form: { scope: 'a b' } }];
    expect(judgeWire(wire, [], true)).toEqual([]);
    expect(judgeWire(wire, [])).toHaveLength(1);
    expect(judgeWire(wire, [exchange({ form: {} })], true)[0]!.path).toBe('wire[0].form.scope');
    expect(judgeWire(wire, [exchange(), exchange()], true)[0]!.path).toBe('wire[0].times');
  });
  it('wants as much world time between one exchange and the next as it says', () => {
    const wire = [{ endpoint: 'token' as const, times: 3, apart: 5 }];
    const seenAt = (...times: number[]) => times.map((at) => exchange({ at }));
    expect(details({ wire }, seenAt(0, 5_000, 11_000))).toEqual([]);
    expect(details({ wire }, seenAt(0, 5_000, 9_900))[0]!.message).toBe(
      'expected 5 s at least between requests to token, saw 4.9 s',
    );
  });
  it('can be named by later steps', () =>
    expect(sentByEndpoint([exchange()])).toMatchObject({ token: [{ form: { scope: 'a b' } }] }));
  it('looks at every exchange that matches', () =>
    expect(
      details({ wire: [{ endpoint: 'token', times: 2, form: { scope: 'a b' } }] }, [
        exchange(),
        exchange({ form: {} }),
      ]),
    ).toHaveLength(1));
});

describe('the value', () => {
  it('is matched with its place named', () =>
    expect(details({ ok: { source: 'network' } })[0]!.path).toBe('ok.source'));
  it('has claims that are decoded', () => {
    const token = { outcome: 'ok' as const, value: { accessToken: 'eyJhbGciOiJub25lIn0.eyJhIjoxfQ.' } };
    expect(judgeDetails({ token: { a: 1 } }, token, [])).toEqual([]);
    expect(judgeDetails({ token: { a: 2 } }, token, [])).toHaveLength(1);
    expect(judgeDetails({ idToken: { a: 1 } }, token, [])).toHaveLength(1);
  });
  it('is the error when that is expected', () => {
    expect(judgeDetails({ error: { kind: 'service' } }, failed, [])).toEqual([]);
    expect(judgeDetails({ error: { kind: 'client' } }, failed, [])).toHaveLength(1);
  });
});
