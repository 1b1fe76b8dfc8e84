import { expect, test } from 'vitest';
import { createConfidentialClientApplication } from '../confidential-client.ts';
import { appToken, authority, clientId, fakeClock, scriptedNetwork, tenantId } from '../test-doubles.ts';
import { findAccessToken } from './lookup.ts';
import { createCacheStore } from './token-cache.ts';

const token = (target: string, changes: object = {}) => ({
  home_account_id: '',
  environment: 'login.windows.net',
  client_id: clientId,
  realm: tenantId,
  credential_type: 'AccessToken',
  secret: target,
  target,
  expires_on: '1000',
  ...changes,
});
const cacheOf = (...tokens: object[]) => JSON.stringify({ AccessToken: { ...tokens } });

test('what is not understood survives a round trip: sections, fields and entries', () => {
  const written = {
    AccessToken: { a: token('s', { other_field: [1], home_account_id: null }), odd: { target: 7 }, odder: 1 },
    RefreshToken: {},
    IdToken: {},
    Account: { b: { home_account_id: 'u.t', new_field: { deep: true } } },
    AppMetadata: {},
    BrandNew: { x: 1 },
  };
  const cache = createCacheStore();
  cache.deserialize(JSON.stringify(written));
  expect(JSON.parse(cache.serialize())).toEqual(written);
});

test('a second read is laid over the first, or replaces it when asked to', () => {
  const cache = createCacheStore();
  cache.deserialize(JSON.stringify({ AccessToken: { a: token('1'), b: token('2') }, X: 1 }));
  cache.deserialize(JSON.stringify({ AccessToken: { b: token('3') } }));
  expect([...cache.accessTokens.entries()].map(([key, { secret }]) => key + secret)).toEqual(['a1', 'b3']);
  cache.deserialize('{}', { clear: true });
  expect(cache.accessTokens.size).toBe(0);
  expect(cache.serialize()).not.toContain('"X"');
});

test.each(['', '[]', '{"AccessToken":[]}'])('%j is refused and changes nothing', (json) => {
  const cache = createCacheStore();
  cache.deserialize(cacheOf(token('1')));
  const before = cache.serialize();
  expect(() => cache.deserialize(json)).toThrow(expect.objectContaining({ code: 'json_parse_failed' }));
  expect(cache.serialize()).toBe(before);
});

async function find(tokens: object[], scopes: string[], nowSeconds: number) {
  const cache = createCacheStore();
  cache.deserialize(cacheOf(...tokens));
  const aliases = ['login.microsoftonline.com', 'login.windows.net'];
  const metadata = { preferredNetwork: aliases[0] ?? '', preferredCache: 'login.windows.net', aliases };
  const query = {
    owner: { kind: 'application' },
    clientId,
    realm: tenantId,
    scopes,
    now: nowSeconds * 1000,
  } as const;
  return findAccessToken(cache, query, () => Promise.resolve(metadata));
}

test('an entry under another alias is found, one under the preferred name goes before it', async () => {
  const alias = token('s', { environment: 'login.microsoftonline.com', secret: 'alias' });
  expect(await find([alias], ['s'], 0)).toMatchObject({ token: { secret: 'alias' } });
  expect(await find([alias, token('s')], ['s'], 0)).toMatchObject({ token: { secret: 's' } });
  expect(await find([token('s', { environment: 'login.microsoftonline.us' })], ['s'], 0)).toEqual({
    kind: 'absent',
  });
});

test('tokens bound to a key and tokens with an absurd expiry are not used', async () => {
  expect(await find([token('s', { token_type: 'pop' })], ['s'], 0)).toEqual({ kind: 'absent' });
  expect(await find([token('s', { expires_on: '99999999999' })], ['s'], 0)).toEqual({ kind: 'expired' });
});

test('two entries that both fit are an error, as the caller could get either', async () => {
  await expect(find([token('s a'), token('s b')], ['s'], 0)).rejects.toMatchObject({
    code: 'multiple_matching_tokens_detected',
  });
});

test('the hooks see every access, and whether it changed the cache', async () => {
  const seen: string[] = [];
  const app = createConfidentialClientApplication({
    clientId,
    authority,
    credential: { type: 'secret', secret: 's' },
    clock: fakeClock(),
    network: scriptedNetwork(appToken()).network,
    cacheHooks: {
      beforeAccess: () => void seen.push('before'),
      afterAccess: ({ cache, hasStateChanged }) =>
        void seen.push(hasStateChanged && cache.serialize().includes('app-at-1') ? 'changed' : 'same'),
    },
  });
  await app.acquireTokenForClient({ scopes: ['s'] });
  await app.acquireTokenForClient({ scopes: ['s'] });
  expect(seen).toEqual(['before', 'same', 'before', 'changed', 'before', 'same']);
});

test('finding a token costs the same in a cache of a hundred thousand', async () => {
  const cache = createCacheStore();
  const many = Array.from({ length: 100_000 }, (_, i) => token('s', { realm: `tenant-${i}` }));
  cache.deserialize(cacheOf(...many));
  expect(cache.accessTokens.inPartition(`app:${clientId}:tenant-7`)).toHaveLength(1);
});
