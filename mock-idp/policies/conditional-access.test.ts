import { expect, test } from 'vitest';
import { aadsts, claimsOf } from '../testing/probe.ts';
import { createSigned, scope, worldWith } from './testing.ts';

const graph = 'https://graph.microsoft.com';

const capolids = (claims: unknown) =>
  (JSON.parse(String(claims)) as { access_token: { capolids: { values: string[] } } }).access_token.capolids
    .values;

test.each([
  ['mfa', 'alice', 50076, 'basic_action'],
  ['mfa', 'newcomer', 50079, 'basic_action'],
  ['compliant-device', 'alice', 53000, 'message_only'],
  ['block', 'alice', 53003, 'message_only'],
  ['external-challenge', 'alice', 50158, undefined],
] as const)('%s refuses the password of %s with AADSTS%i', async (require, name, code, suberror) => {
  const { password } = await createSigned(worldWith({ strict: { require } }));
  const answer = await password(name);
  expect(answer.status).toBe(400);
  expect(aadsts(answer)).toEqual([code]);
  expect(answer.body['error']).toBe('invalid_grant');
  expect(answer.body['suberror']).toBe(suberror);
  expect(answer.body['claims']).toMatch(
    /^\{"access_token":\{"capolids":\{"essential":true,"values":\["[0-9a-f-]{36}"\]\}\}\}$/,
  );
});

test('claims stand last, behind suberror', async () => {
  const { password } = await createSigned(worldWith({ strict: { require: 'block' } }));
  expect(Object.keys((await password('alice')).body).slice(-3)).toEqual(['error_uri', 'suberror', 'claims']);
});

test('all policies that demand the same are named', async () => {
  const world = worldWith({ one: { require: 'mfa' }, other: { require: 'mfa', resources: [graph] } });
  const { password } = await createSigned(world);
  expect(capolids((await password('alice')).body['claims'])).toHaveLength(2);
});

test.each([
  ['of another user', { users: ['newcomer'] }],
  ['of another app', { apps: ['daemon'] }],
  ['of another API', { resources: ['https://vault.azure.net'] }],
  ['of workloads', { workloads: ['desktop'] }],
])('a policy %s is no matter', async (_, about) => {
  const { password } = await createSigned(worldWith({ strict: { require: 'block', ...about } }));
  expect((await password('alice')).status).toBe(200);
});

test('a compliant device meets its demand', async () => {
  const { password } = await createSigned(worldWith({ strict: { require: 'compliant-device' } }));
  expect((await password('manager')).status).toBe(200);
});

test('who has given a second proof may refresh; who has not may not for a stricter API', async () => {
  const vault = { scope: 'https://vault.azure.net/.default' };
  const { password, device, refresh } = await createSigned(
    worldWith({ strict: { require: 'mfa', resources: ['https://vault.azure.net'] } }),
  );
  const weak = await password('alice');
  expect((await refresh(weak)).status).toBe(200);
  expect(aadsts(await refresh(weak, vault))).toEqual([50076]);
  const strong = await device('alice');
  expect(claimsOf(strong.body['access_token'])['amr']).toEqual(['pwd', 'mfa']);
  const again = await refresh(strong, vault);
  expect(again.status).toBe(200);
  expect((await refresh(again, vault)).status).toBe(200);
});

test('a sign-in grows too old for its policy, to the second', async () => {
  const { password, refresh, world } = await createSigned(worldWith({ often: { signInFrequency: 3600 } }));
  const first = await password('alice');
  world.clock.advance(3_599_000);
  const second = await refresh(first);
  expect(second.status).toBe(200);
  world.clock.advance(1000);
  const refused = await refresh(second);
  expect(aadsts(refused)).toEqual([70043]);
  expect(refused.body).toMatchObject({ error: 'invalid_grant', suberror: 'token_expired' });
  expect(refused.body['error_description']).toMatch(
    /the maximum allowed lifetime for this request is 3600\./,
  );
});

test('a workload is blocked by a policy about it', async () => {
  const { token, app } = await createSigned(
    worldWith({ machines: { require: 'block', workloads: ['daemon'] } }),
  );
  const { clientId, secret } = app('daemon');
  const answer = await token({
    client_id: clientId,
    client_secret: secret!,
    grant_type: 'client_credentials',
    scope: `${graph}/.default`,
  });
  expect(aadsts(answer)).toEqual([53003]);
  expect(answer.body['claims']).toBeDefined();
});

test('on behalf of: the challenge for the next API is met by a stronger token for this one', async () => {
  const probe = await createSigned(worldWith({ strict: { require: 'mfa', apps: ['api'] } }));
  const { clientId, secret, exposes } = probe.app('api');
  const own = { scope: `${exposes!.uri}/access offline_access` };
  const exchange = (assertion: unknown) =>
    probe.token({
      client_id: clientId,
      client_secret: secret!,
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      assertion: String(assertion),
      scope: `${graph}/User.Read`,
    });
  const weak = await probe.password('alice', own);
  const challenged = await exchange(weak.body['access_token']);
  expect(aadsts(challenged)).toEqual([50076]);
  const claims = String(challenged.body['claims']);
  expect(aadsts(await probe.password('alice', { ...own, claims }))).toEqual([50076]);
  const strong = await probe.device('alice', { ...own, claims });
  expect((await exchange(strong.body['access_token'])).status).toBe(200);
});

test('claims that are no JSON are no policy', async () => {
  const { password } = await createSigned(worldWith({}));
  expect((await password('alice', { scope, claims: '{' })).status).toBe(200);
});
