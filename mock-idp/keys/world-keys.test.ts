import { decodeProtectedHeader } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { createProbe, type Json, type Probe } from '../testing/probe.ts';

const idp = createMockIdp();
let probe: Probe;
beforeEach(async () => {
  probe = await createProbe(undefined, { idp });
});

const published = async () => {
  const { body } = await probe.get('https://login.microsoftonline.com/common/discovery/v2.0/keys');
  return (body['keys'] as Json[]).map(({ kid }) => kid);
};

const newToken = async () => {
  const { body } = await probe.token({
    grant_type: 'password',
    client_id: probe.app('desktop').clientId,
    username: probe.user('alice').upn,
    password: probe.user('alice').password,
    scope: 'User.Read',
  });
  return String(body['access_token']);
};
const kidOf = (token: string) => decodeProtectedHeader(token).kid;
const graphStatus = async (token: string) =>
  (await probe.get('https://graph.microsoft.com/v1.0/me', { authorization: `Bearer ${token}` })).status;

test('a new key is published before it signs, and the old one stays until it is dropped', async () => {
  const { keys } = probe.world;
  const before = await newToken();
  const next = await keys.publishNext();
  expect(await published()).toEqual([kidOf(before), next]);
  expect(kidOf(await newToken())).toBe(kidOf(before));

  expect(await keys.useNext()).toBe(next);
  const after = await newToken();
  expect(kidOf(after)).toBe(next);
  expect(await keys.list()).toEqual([
    { kid: kidOf(before), use: 'old' },
    { kid: next, use: 'signing' },
  ]);
  expect(await graphStatus(before)).toBe(200);

  await keys.drop(kidOf(before)!);
  expect(await published()).toEqual([next]);
  expect([await graphStatus(before), await graphStatus(after)]).toEqual([401, 200]);
});

test('rotate does both, and takes a key that waits', async () => {
  const waiting = await probe.world.keys.publishNext();
  expect(await probe.world.keys.rotate()).toBe(waiting);
  const fresh = await probe.world.keys.rotate();
  expect(kidOf(await newToken())).toBe(fresh);
  expect(await published()).toHaveLength(3);
});

test('one world rotates and another does not', async () => {
  const other = await createProbe(undefined, { idp, seed: 9 });
  await probe.world.keys.rotate();
  expect(await other.world.keys.list()).toHaveLength(1);
});

test('what cannot be done has a code', async () => {
  const { keys } = probe.world;
  const [{ kid } = { kid: '' }] = await keys.list();
  await expect(keys.useNext()).rejects.toMatchObject({ code: 'no_next_key' });
  await expect(keys.drop(kid)).rejects.toMatchObject({ code: 'key_in_use' });
  await expect(keys.drop('nobody')).rejects.toMatchObject({ code: 'unknown_key' });
});
