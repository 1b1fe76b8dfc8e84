/**
 * Whatever is sent, the authority answers as the authority: never a defect of its own, never a page that carries
 * markup out of a request, never a header that Node cannot send. `FUZZ_RUNS=200000` sends more than the usual.
 */
import { once } from 'node:events';
import { request, validateHeaderName, validateHeaderValue, type IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { openDoors } from '../doors/open-doors.ts';
import type { WireRequest, WireResponse } from '../wire.ts';
import { hostileRequest, markup } from './hostile-requests.ts';
import { createHostileWorld, type HostileWorld } from './hostile-world.ts';

const runs = Number(process.env['FUZZ_RUNS'] ?? 1500);
const limitMs = 60_000 + runs * 20;

let hostile: HostileWorld;
beforeAll(async () => {
  hostile = await createHostileWorld();
});

const headerOf = ({ headers }: WireResponse, name: string) =>
  headers.find(([header]) => header.toLowerCase() === name)?.[1] ?? '';

const sendable = (name: string, value: string): boolean => {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
};

/** What is wrong with an answer, if anything is. */
const complaint = (response: WireResponse): string | undefined => {
  const { status, body, headers, transport } = response;
  if (headerOf(response, 'x-mock-idp-defect') !== '') return body;
  if (status >= 500 && headerOf(response, 'x-mock-idp-refused') === '') return `answered ${status}`;
  if (transport) return 'did something to the connection';
  const unsendable = headers.find(([name, value]) => !sendable(name, value));
  if (unsendable) return `the header ${unsendable.join(': ')} cannot be sent`;
  const type = headerOf(response, 'content-type');
  if (type.startsWith('text/html') && body.includes(markup))
    return 'markup of the request stands in the page';
  if (status < 400) return undefined;
  if (type.includes('json')) {
    const error = JSON.parse(body) as Record<string, unknown>;
    return 'error' in error || 'Message' in error || 'statusCode' in error
      ? undefined
      : `no error in ${body}`;
  }
  if (type.includes('xml')) return body.includes('Fault>') ? undefined : `no fault in ${body}`;
  if (type.startsWith('text/html') || body === '') return undefined;
  return headerOf(response, 'x-mock-idp-refused') === ''
    ? `an error of the type ${type}: ${body.slice(0, 200)}`
    : undefined;
};

const send = async (one: WireRequest) => {
  const before = performance.now();
  const response = await hostile.idp.handle(one, { door: 'http', world: hostile.world });
  return { response, ms: performance.now() - before };
};

test(`${runs} hostile requests are each answered, and in time`, { timeout: limitMs }, async () => {
  await fc.assert(
    fc.asyncProperty(hostileRequest(hostile.live, hostile.forms), async (one) => {
      const { response, ms } = await send(one);
      expect(complaint(response)).toBeUndefined();
      expect(ms).toBeLessThan(5000);
    }),
    { numRuns: runs, seed: 1 },
  );
});

test(
  'the HTTP listener answers hostile requests too, or calls them malformed',
  { timeout: limitMs },
  async () => {
    const { idp, world, live, forms } = hostile;
    const doors = await openDoors(idp, { http: { world } });
    const statusOf = async ({ method, url, headers, body }: WireRequest): Promise<number> => {
      const asked = request(`${doors.http!.url}${url.pathname}${url.search}`, { method });
      for (const [name, value] of Object.entries({ ...headers, host: url.host })) {
        if (sendable(name, value)) asked.setHeader(name, value);
      }
      asked.on('error', () => {}); // the wait below tells of it
      asked.end(method === 'GET' || method === 'HEAD' ? undefined : body);
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      answer.resume();
      await once(answer, 'end');
      return answer.statusCode!;
    };
    await fc.assert(
      fc.asyncProperty(hostileRequest(live, forms), async (hostileOne) => {
        const size = hostileOne.url.href.length + JSON.stringify(hostileOne.headers).length;
        fc.pre(hostileOne.method !== 'x' && size < 50_000); // what Node itself answers with 400 and 431
        const status = await statusOf(hostileOne);
        // 502: a host that is nobody's
        expect(status < 500 || status === 502).toBe(true);
      }),
      { numRuns: Math.min(runs, 300), seed: 2 },
    );
    await doors.close();
  },
);
