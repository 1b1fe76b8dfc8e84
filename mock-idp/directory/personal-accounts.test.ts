import { beforeAll, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { aadsts, claimsOf, createProbe, type Answer, type Probe } from '../testing/probe.ts';
import { codeForm, decodedClientInfo, walk } from '../testing/walk.ts';

const idp = createMockIdp();
let probe: Probe;
beforeAll(async () => {
  probe = await createProbe(
    {
      personalAccounts: { pat: { displayName: 'Pat Example' }, gus: {} },
      tenants: {
        contoso: {
          domains: ['contoso.example'],
          users: { alice: {} },
          guests: ['gus'],
          apps: {
            anybody: { kind: 'public', audience: 'multi-tenant-and-personal' },
            personal: { kind: 'public', audience: 'personal' },
            work: { kind: 'public', audience: 'multi-tenant' },
            api: {
              kind: 'confidential',
              secret: 'generated',
              audience: 'multi-tenant-and-personal',
              exposes: { scopes: ['read'] },
            },
          },
        },
      },
    },
    { idp },
  );
});

const host = 'https://login.microsoftonline.com';
const consumers = '9188040d-6c67-4c5b-b112-36a304b66dad';

const redeem = (form: Record<string, string>, tenant = 'common') =>
  probe.post(`${host}/${tenant}/oauth2/v2.0/token`, form);

const tokensOf = async (app: string, tenant = 'common', scope?: string): Promise<Answer> => {
  const seen = await walk(probe, {
    app,
    user: 'pat',
    at: `${host}/${tenant}`,
    ...(scope !== undefined && { parameters: { scope } }),
  });
  return redeem(codeForm(probe, app, seen), tenant);
};

test.each([
  ['anybody', 'common'],
  ['anybody', 'consumers'],
  ['anybody', consumers],
  ['personal', 'consumers'],
])('the app %s signs a personal account in at %s', async (app, tenant) => {
  const { status, body } = await tokensOf(app, tenant);
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual([
    'token_type',
    'scope',
    'expires_in',
    'ext_expires_in',
    'access_token',
    'refresh_token',
    'id_token',
    'client_info',
  ]);
});

test('its client info has the nine recorded members, its ID token members and order of its own', async () => {
  const { body } = await tokensOf('anybody');
  const { id } = probe.user('pat');
  const claims = claimsOf(body['id_token']);
  expect(Object.entries(decodedClientInfo(body['client_info']) as object)).toEqual([
    ['ver', '1.0'],
    ['sub', claims['sub']],
    ['name', 'Pat Example'],
    ['preferred_username', 'pat@outlook.com'],
    ['oid', id],
    ['tid', consumers],
    ['home_oid', id],
    ['uid', id],
    ['utid', consumers],
  ]);
  expect(id).toMatch(/^00000000-0000-0000-[0-9a-f]{4}-[0-9a-f]{12}$/);
  expect(Object.keys(claims)[0]).toBe('ver');
  expect(claims['sub']).toMatch(/^A{21}[\w-]{22}$/);
  expect(claims['iss']).toBe(`${host}/${consumers}/v2.0`);
  expect(Number(claims['exp']) - Number(claims['iat'])).toBe(86_700);
});

test('its access token for Graph is opaque, Graph takes it, and by itself it leads to its world', async () => {
  const { body } = await tokensOf('anybody');
  const token = String(body['access_token']);
  expect(token).toMatch(/^EwB/);
  expect(token.split('.')).toHaveLength(1);
  const headers = { authorization: `Bearer ${token}` };
  const response = await idp.fetch()('https://graph.microsoft.com/v1.0/me', { headers });
  expect(await response.json()).toMatchObject({ userPrincipalName: 'pat@outlook.com' });
  probe.world.clock.advance(3_600_000);
  expect((await probe.get('https://graph.microsoft.com/v1.0/me', headers)).status).toBe(401);
});

test('for an API of the world it is a JSON Web Token of the tenant of all personal accounts', async () => {
  const uri = `api://${probe.app('api').clientId}`;
  const { body } = await tokensOf('anybody', 'common', `${uri}/read openid`);
  expect(claimsOf(body['access_token'])).toMatchObject({ tid: consumers, scp: 'email openid profile read' });
});

test('its refresh token brings new tokens, at common and at consumers', async () => {
  const { body } = await tokensOf('anybody');
  const form = {
    grant_type: 'refresh_token',
    client_id: probe.app('anybody').clientId,
    refresh_token: String(body['refresh_token']),
    scope: 'User.Read openid',
    client_info: '1',
  };
  for (const tenant of ['common', 'consumers']) {
    const again = await redeem(form, tenant);
    expect(decodedClientInfo(again.body['client_info'])).toMatchObject({ utid: consumers });
  }
  expect(aadsts(await redeem(form, 'organizations'))).toEqual([500200]);
});

test.each([
  ['anybody', 'organizations', '500200'],
  ['work', 'common', '500200'],
  ['anybody', 'contoso.example', '50020'],
])('the app %s at %s does not let a personal account in: AADSTS%s', async (app, tenant, code) => {
  const seen = await walk(probe, { app, user: 'pat', at: `${host}/${tenant}` });
  expect([seen.name, seen.aadsts]).toEqual(['error', code]);
});

test('a work account does not get in at consumers: AADSTS50020', async () => {
  const seen = await walk(probe, { app: 'anybody', user: 'alice', at: `${host}/consumers` });
  expect([seen.name, seen.aadsts]).toEqual(['error', '50020']);
});

test.each([
  ['personal', 'common', 9002331],
  ['personal', 'organizations', 9002346],
  ['personal', 'contoso.example', 9002346],
  ['work', 'consumers', 9002332],
])('the app %s is refused at %s with AADSTS%i', async (app, tenant, code) => {
  const form = { client_id: probe.app(app).clientId, scope: 'openid' };
  expect(aadsts(await probe.post(`${host}/${tenant}/oauth2/v2.0/devicecode`, form))).toEqual([code]);
});

test('the password grant is none for consumers: AADSTS9001023', async () => {
  const { upn, password } = probe.user('pat');
  const form = {
    grant_type: 'password',
    client_id: probe.app('anybody').clientId,
    username: upn,
    password,
    scope: 'openid',
  };
  expect(aadsts(await redeem(form, 'consumers'))).toEqual([9001023]);
});

test('a personal account that is invited enters as a guest from live.com', async () => {
  const at = `${host}/contoso.example`;
  const seen = await walk(probe, { app: 'anybody', user: 'gus', at });
  const { body } = await redeem(codeForm(probe, 'anybody', seen), 'contoso.example');
  expect(claimsOf(body['access_token'])).toMatchObject({ tid: probe.tenant('contoso').id, idp: 'live.com' });
  expect(decodedClientInfo(body['client_info'])).toEqual({ uid: probe.user('gus').id, utid: consumers });
});

test('the device code flow lets a personal account in', async () => {
  const client_id = probe.app('anybody').clientId;
  const scope = 'User.Read openid';
  const { body } = await probe.post(`${host}/consumers/oauth2/v2.0/devicecode`, { client_id, scope });
  probe.world.completeDeviceCode(String(body['user_code']), probe.user('pat'));
  const form = { grant_type: 'device_code', client_id, device_code: String(body['device_code']) };
  const token = await redeem({ ...form, client_info: '1' }, 'consumers');
  expect(decodedClientInfo(token.body['client_info'])).toMatchObject({ utid: consumers });
});
