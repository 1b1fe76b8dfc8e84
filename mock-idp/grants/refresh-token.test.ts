import { beforeEach, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { aadsts, claimsOf, createProbe, manyTraits, type Probe } from '../testing/probe.ts';

const idp = createMockIdp();
let probe: Probe;
beforeEach(async () => {
  probe = await createProbe({ ...manyTraits, tokens: { refreshTokenExpiresIn: 7_776_000 } }, { idp });
});

const signIn = async (app = 'desktop') => {
  const { upn, password } = probe.user('alice');
  const { body } = await probe.token({
    grant_type: 'password',
    client_id: probe.app(app).clientId,
    username: upn,
    password,
    scope: 'User.Read openid profile offline_access',
  });
  return String(body['refresh_token']);
};

const refresh = (
  refresh_token: string,
  change: Record<string, string> = {},
  {
    app = 'desktop',
    tenant,
    headers,
  }: { app?: string; tenant?: string; headers?: Record<string, string> } = {},
) =>
  probe.token(
    { grant_type: 'refresh_token', client_id: probe.app(app).clientId, refresh_token, ...change },
    tenant,
    headers,
  );

test('each use brings a new refresh token, and the old one stays good', async () => {
  const first = await signIn();
  const answer = await refresh(first);
  expect(answer.status).toBe(200);
  expect(answer.body['refresh_token']).not.toBe(first);
  expect((await refresh(first)).status).toBe(200);
  expect((await refresh(String(answer.body['refresh_token']))).status).toBe(200);
});

test('without a scope the answer is for what was granted before', async () => {
  const { body } = await refresh(await signIn());
  expect(body['scope']).toBe('User.Read openid profile email');
});

test('another API may be asked for, and the ID token still comes', async () => {
  const scope = 'https://vault.azure.net/.default';
  const { body } = await refresh(await signIn(), { scope });
  expect(claimsOf(body['access_token'])['aud']).toBe('cfa8b339-82a2-471a-a3c9-0fc0be7a4093');
  expect(body).toHaveProperty('id_token');
  expect(body).toHaveProperty('refresh_token');
});

test('in another tenant the user is a guest, whose home the client info still tells', async () => {
  const { id } = probe.tenant('fabrikam');
  const { body } = await refresh(await signIn(), { client_info: '1' }, { tenant: id });
  const claims = claimsOf(body['id_token']);
  const alice = probe.user('alice');
  expect(claims['tid']).toBe(id);
  expect(claims['oid']).not.toBe(alice.id);
  expect(claims['idp']).toBe(`https://sts.windows.net/${alice.tenant.id}/`);
  const clientInfo = JSON.parse(Buffer.from(String(body['client_info']), 'base64url').toString()) as object;
  expect(clientInfo).toEqual({ uid: alice.id, utid: alice.tenant.id });
});

test('another client cannot use it, unless both are of the family', async () => {
  expect(aadsts(await refresh(await signIn(), {}, { app: 'kin' }))).toEqual([70000]);
  const family = await signIn('kin');
  expect((await refresh(family, {}, { app: 'sibling' })).status).toBe(200);
  const outsider = await refresh(family, {}, { app: 'desktop' });
  expect(aadsts(outsider)).toEqual([70000]);
  expect(outsider.body['suberror']).toBe('client_mismatch');
});

test('after a revocation it is void at once, and says since when', async () => {
  const token = await signIn();
  probe.world.revoke(probe.user('alice'));
  const answer = await refresh(token);
  expect([answer.status, answer.body['error'], aadsts(answer)]).toEqual([400, 'invalid_grant', [50173]]);
  expect(Object.keys(answer.body).at(-1)).toBe('suberror');
  expect(answer.body['suberror']).toBe('bad_token');
  expect(answer.body['error_description']).toContain(`issued on '2030-01-01T00:00:00.0000000Z'`);
  expect((await refresh(await signIn())).status).toBe(200);
});

test('it dies of ninety days without use, not of age', async () => {
  const token = await signIn();
  const day = 86_400_000;
  probe.world.clock.advance(89 * day);
  expect((await refresh(token)).status).toBe(200);
  probe.world.clock.advance(90 * day - 1);
  expect((await refresh(token)).status).toBe(200);
  probe.world.clock.advance(90 * day);
  const answer = await refresh(token);
  expect(aadsts(answer)).toEqual([700082]);
  expect(answer.body['error_description']).toContain('inactive for 90.00:00:00');
  expect(answer.body['suberror']).toBe('bad_token');
});

test('a refresh token that nobody was given is refused', async () => {
  expect(aadsts(await refresh('nonsense'))).toEqual([70000]);
  expect(aadsts(await refresh(''))).toEqual([900144]);
});

test('x-ms-clitelem tells how old the refresh token is', async () => {
  const token = await signIn();
  probe.world.clock.advance(1500);
  const { headers } = await refresh(token, {}, { headers: { 'x-client-sku': 'MSAL.Python' } });
  expect(headers.get('x-ms-clitelem')).toBe('1,0,0,1500.0000,');
});
