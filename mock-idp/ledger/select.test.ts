import { expect, test } from 'vitest';
import { createProbe } from '../testing/probe.ts';
import { findExchanges, waitForExchange } from './select.ts';

const keys = 'https://login.microsoftonline.com/common/discovery/v2.0/keys';
const metadata = 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration';

test('exchanges are found by endpoint and position', async () => {
  const { world, get } = await createProbe();
  for (const url of [keys, metadata, keys]) await get(url);
  expect(findExchanges(world.ledger, { endpoint: 'keys' }).map(({ seq }) => seq)).toEqual([1, 3]);
  expect(findExchanges(world.ledger, { endpoint: 'keys', after: 1 })).toHaveLength(1);
  expect(findExchanges(world.ledger, { grant: 'password' })).toEqual([]);
});

test('an exchange that is there already is waited for no more', async () => {
  const { world, get } = await createProbe();
  await get(keys);
  expect(await waitForExchange(world.ledger, { endpoint: 'keys' }, { timeoutMs: 60_000 })).toMatchObject({
    seq: 1,
  });
});

test('an exchange still to come ends the wait, others do not', async () => {
  const { world, get } = await createProbe();
  const coming = waitForExchange(world.ledger, { endpoint: 'keys' }, { timeoutMs: 60_000 });
  await get(metadata);
  await get(keys);
  expect(await coming).toMatchObject({ seq: 2, endpoint: 'keys' });
});

test('none in time is none, and whoever waits may go', async () => {
  const { world } = await createProbe();
  expect(await waitForExchange(world.ledger, {}, { timeoutMs: 1 })).toBeUndefined();
  const gone = new AbortController();
  const waiting = waitForExchange(world.ledger, {}, { timeoutMs: 60_000, signal: gone.signal });
  gone.abort();
  expect(await waiting).toBeUndefined();
});
