import { beforeEach, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { createProbe, type Probe } from '../testing/probe.ts';

const idp = createMockIdp();
let probe: Probe;
beforeEach(async () => {
  probe = await createProbe(undefined, { idp });
});

const keys = 'https://login.microsoftonline.com/common/discovery/v2.0/keys';

test('a reset before the headers rejects as a network error does', async () => {
  probe.world.faults.add({ endpoint: 'keys', reset: 'before-headers' });
  await expect(probe.fetch(keys)).rejects.toMatchObject({
    name: 'TypeError',
    message: 'fetch failed',
    cause: { code: 'ECONNRESET' },
  });
  expect(probe.world.ledger.exchanges).toHaveLength(1);
});

test('a reset after the headers, and a truncated body, fail while the body is read', async () => {
  probe.world.faults.add({ endpoint: 'keys', nth: 1, reset: 'after-headers' });
  probe.world.faults.add({ endpoint: 'keys', nth: 2, truncate: 10 });
  const reset = await probe.fetch(keys);
  await expect(reset.text()).rejects.toThrow('terminated');
  const truncated = await probe.fetch(keys);
  const reader = truncated.body!.getReader();
  const { value } = await reader.read();
  expect(Buffer.from(value!).toString()).toBe('{"keys":[{');
  await expect(reader.read()).rejects.toThrow('terminated');
  expect(Number(truncated.headers.get('content-length'))).toBeGreaterThan(1000);
});

test('a delay can be aborted', async () => {
  probe.world.faults.add({ endpoint: 'keys', delayMs: 60_000 });
  const signal = AbortSignal.timeout(5);
  await expect(probe.fetch(keys, { signal })).rejects.toThrow();
});

test('an answer knows its address, and cookies come one by one', async () => {
  const response = await probe.fetch(keys);
  expect([response.url, response.redirected]).toEqual([keys, false]);
  expect(response.headers.getSetCookie().map((cookie) => cookie.split('=')[0])).toEqual([
    'fpc',
    'esctx',
    'x-ms-gateway-slice',
    'stsservicecookie',
  ]);
});

const redirecting = (status: number) =>
  probe.world.faults.add({ endpoint: 'token', status, text: '', headers: { Location: keys } });

const token = 'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token';

test('redirects are followed, shown or refused, as asked', async () => {
  redirecting(302);
  const followed = await probe.fetch(token, { method: 'POST', body: new URLSearchParams({ a: 'b' }) });
  expect([followed.status, followed.url, followed.redirected]).toEqual([200, keys, true]);
  expect(probe.world.ledger.exchanges.at(-1)).toMatchObject({ request: { method: 'GET', body: '' } });
  const shown = await probe.fetch(token, { method: 'POST', redirect: 'manual' });
  expect([shown.status, shown.headers.get('location')]).toEqual([302, keys]);
  await expect(probe.fetch(token, { method: 'POST', redirect: 'error' })).rejects.toThrow('fetch failed');
});

test('a redirect that keeps the method keeps the body', async () => {
  redirecting(307);
  await probe.fetch(token, { method: 'POST', body: 'a=b' });
  expect(probe.world.ledger.exchanges.at(-1)).toMatchObject({ request: { method: 'POST', body: 'a=b' } });
});
