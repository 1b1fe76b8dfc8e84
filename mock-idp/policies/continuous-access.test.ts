import { expect, test } from 'vitest';
import { aadsts, claimsOf } from '../testing/probe.ts';
import { createSigned, scope, worldWith } from './testing.ts';

const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } });

test('a client that takes challenges gets a token for a day, and the token says so', async () => {
  const { password } = await createSigned(worldWith({}));
  const { body } = await password('alice', { claims });
  expect(body).toMatchObject({ expires_in: 86_399, ext_expires_in: 86_399 });
  expect(claimsOf(body['access_token'])['xms_cc']).toEqual(['cp1']);
});

test('of an API that does not look, the token lives no longer', async () => {
  const { password } = await createSigned(worldWith({}));
  const { body } = await password('alice', { claims, scope: 'https://vault.azure.net/.default' });
  expect(body['expires_in']).toBe(3599);
});

test.each(['revoke', 'disable', 'changePassword'] as const)('%s ends it at once', async (change) => {
  const { password, me, world, user } = await createSigned(worldWith({}));
  const answer = await password('alice', { claims });
  expect((await me(answer)).status).toBe(200);
  const alice = user('alice');
  if (change === 'changePassword') world.changePassword(alice, 'another one');
  else world[change](alice);
  const { status, headers, body } = await me(answer);
  expect(status).toBe(401);
  expect(body['error']).toMatchObject({ code: 'InvalidAuthenticationToken' });
  const [, value] = /error="insufficient_claims", claims="([^"]+)"$/.exec(headers.get('www-authenticate')!)!;
  const now = Math.floor(world.clock.now() / 1000);
  expect(Buffer.from(value!, 'base64').toString()).toBe(
    `{"access_token":{"nbf":{"essential":true, "value":"${now}"}}}`,
  );
});

test('the token that comes after, in the same second, is good', async () => {
  const { password, me, world, user } = await createSigned(worldWith({}));
  await password('alice', { claims });
  world.revoke(user('alice'));
  expect((await me(await password('alice', { claims }))).status).toBe(200);
});

test('a token that cannot be ended is good until it expires, whatever happens', async () => {
  const { password, me, world, user } = await createSigned(worldWith({}));
  const answer = await password('alice');
  world.disable(user('alice'));
  expect((await me(answer)).status).toBe(200);
  world.clock.advance(3600_000);
  const { status, headers } = await me(answer);
  expect(status).toBe(401);
  expect(headers.get('www-authenticate')).not.toContain('claims=');
});

test("nobody else's token ends with it", async () => {
  const { password, me, world, user } = await createSigned(worldWith({}));
  const answer = await password('manager', { claims });
  world.revoke(user('alice'));
  expect((await me(answer)).status).toBe(200);
});

test('a new password is the one that counts', async () => {
  const { password, refresh, world, user } = await createSigned(worldWith({}));
  const before = await password('alice');
  const old = user('alice').password;
  world.changePassword(user('alice'), 'another one');
  expect(aadsts(await password('alice', { password: old }))).toEqual([50126]);
  expect((await password('alice')).status).toBe(200);
  expect(aadsts(await refresh(before))).toEqual([50173]);
  expect(world.canaries.find('another one')).toEqual(['password of alice 2']);
});

test('who is disabled is let in again once enabled', async () => {
  const { password, refresh, world, user } = await createSigned(worldWith({}));
  const before = await password('alice');
  world.disable(user('alice'));
  expect(aadsts(await refresh(before))).toEqual([50057]);
  world.enable(user('alice'));
  expect((await refresh(before, { scope })).status).toBe(200);
});
