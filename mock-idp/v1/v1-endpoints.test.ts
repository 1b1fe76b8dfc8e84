import { beforeAll, expect, test } from 'vitest';
import { decodeProtectedHeader } from 'jose';
import { createMockIdp } from '../create-mock-idp.ts';
import { aadsts, claimsOf, createProbe, manyTraits, type Probe } from '../testing/probe.ts';
import { codeForm, walk } from '../testing/walk.ts';

const idp = createMockIdp();
let probe: Probe;
let at: string;
beforeAll(async () => {
  probe = await createProbe(undefined, { idp });
  at = `https://login.microsoftonline.com/${probe.tenant('contoso').id}`;
});

const daemonForm = (resource?: string) => ({
  grant_type: 'client_credentials',
  client_id: probe.app('daemon').clientId,
  client_secret: probe.app('daemon').secret!,
  ...(resource !== undefined && { resource }),
});

const passwordForm = (resource: string, user = 'alice') => ({
  grant_type: 'password',
  client_id: probe.app('desktop').clientId,
  username: probe.user(user).upn,
  password: probe.user(user).password,
  resource,
});

const token = (form: Record<string, string>) => probe.post(`${at}/oauth2/token?api-version=1.0`, form);

const management = 'https://management.core.windows.net/';

test('an app is answered as recorded: members, order, numbers as text', async () => {
  const { status, body } = await token(daemonForm(management));
  expect(status).toBe(200);
  const now = probe.world.clock.now() / 1000;
  expect(Object.entries(body).slice(0, -1)).toEqual([
    ['token_type', 'Bearer'],
    ['expires_in', '3599'],
    ['ext_expires_in', '3599'],
    ['expires_on', String(now + 3600)],
    ['not_before', String(now - 300)],
    ['resource', management],
  ]);
});

test('its access token has the recorded claims in the recorded order, and x5t in its header', async () => {
  const { body } = await token(daemonForm(management));
  const { id } = probe.tenant('contoso');
  const claims = claimsOf(body['access_token']);
  const recorded = [
    'aud',
    'iss',
    'iat',
    'nbf',
    'exp',
    'appid',
    'appidacr',
    'idp',
    'oid',
    'sub',
    'tid',
    'ver',
  ];
  expect(Object.keys(claims).filter((name) => recorded.includes(name))).toEqual(recorded);
  expect(claims).toMatchObject({
    aud: management,
    iss: `https://sts.windows.net/${id}/`,
    idp: `https://sts.windows.net/${id}/`,
    appid: probe.app('daemon').clientId,
    appidacr: '1',
    ver: '1.0',
  });
  expect(claims['oid']).toBe(claims['sub']);
  expect(Number(claims['exp']) - Number(claims['iat'])).toBe(3900);
  const header = decodeProtectedHeader(String(body['access_token']));
  expect(Object.keys(header)).toEqual(['typ', 'alg', 'x5t', 'kid']);
  expect(header['x5t']).toBe(header.kid);
});

test('a person gets a token, Graph takes it, and the refresh token brings one for another API', async () => {
  const { body } = await token(passwordForm('https://graph.microsoft.com/'));
  expect(Object.keys(body)).toEqual([
    'token_type',
    'scope',
    'expires_in',
    'ext_expires_in',
    'expires_on',
    'not_before',
    'resource',
    'access_token',
    'refresh_token',
    'id_token',
  ]);
  expect(claimsOf(body['access_token'])).toMatchObject({ upn: probe.user('alice').upn, acr: '1' });
  expect(claimsOf(body['id_token'])).toMatchObject({ ver: '1.0', unique_name: probe.user('alice').upn });
  const authorization = `Bearer ${String(body['access_token'])}`;
  expect((await probe.get('https://graph.microsoft.com/v1.0/me', { authorization })).status).toBe(200);
  const again = await token({
    grant_type: 'refresh_token',
    client_id: probe.app('desktop').clientId,
    refresh_token: String(body['refresh_token']),
    resource: management,
  });
  expect(again.body).toMatchObject({
    resource: management,
    scope: 'email openid profile user_impersonation',
  });
});

test('a code asked for at v1.0 brings tokens for its resource with none named again', async () => {
  const parameters = { resource: management };
  const seen = await walk(probe, { app: 'desktop', user: 'alice', at, version: '', parameters });
  const { body } = await token(codeForm(probe, 'desktop', seen));
  expect(claimsOf(body['access_token'])['ver']).toBe('1.0');
  expect(body['resource']).toBe('https://management.azure.com');
});

test('an ID token straight from the authorize endpoint is of the version of the endpoint', async () => {
  for (const [version, ver] of [
    ['', '1.0'],
    ['/v2.0', '2.0'],
  ] as const) {
    const parameters = { response_type: 'id_token', nonce: 'n' };
    const { toApp } = await walk(probe, { app: 'desktop', user: 'alice', at, version, parameters });
    expect(claimsOf(new URLSearchParams(toApp?.hash.slice(1)).get('id_token'))['ver']).toBe(ver);
  }
});

test('the device code flow speaks of verification_url, and redeems by code', async () => {
  const client_id = probe.app('desktop').clientId;
  const { body } = await probe.post(`${at}/oauth2/devicecode`, { client_id, resource: management });
  expect(Object.keys(body)).toEqual([
    'user_code',
    'device_code',
    'verification_url',
    'expires_in',
    'interval',
    'message',
  ]);
  expect(body).toMatchObject({ expires_in: '900', interval: '5' });
  const form = {
    grant_type: 'device_code',
    client_id,
    code: String(body['device_code']),
    resource: management,
  };
  const waiting = await token(form);
  expect([waiting.body['error'], aadsts(waiting)]).toEqual(['authorization_pending', [70016]]);
  probe.world.completeDeviceCode(String(body['user_code']), probe.user('alice'));
  expect((await token(form)).body['resource']).toBe(management);
});

test('errors have the names of v1.0', async () => {
  const answer = await token(passwordForm(management, 'mona'));
  expect([answer.body['error'], aadsts(answer)]).toEqual(['interaction_required', [50076]]);
});

test('the resource must be named, and be one', async () => {
  const missing = await token(daemonForm());
  expect(aadsts(missing)).toEqual([900144]);
  expect(missing.body['error_description']).toContain("'resource'");
  expect(aadsts(await token(daemonForm('https://nowhere.example')))).toEqual([500011]);
});

test('v2.0 does not know the word: AADSTS901002', async () => {
  const form = { ...daemonForm(management), scope: `${management}.default` };
  expect(aadsts(await probe.token(form))).toEqual([901002]);
});

test.each([
  [1, '1.0', 'azp'],
  [2, '2.0', 'appid'],
] as const)('an API of version %i gets tokens of %s from both endpoints', async (version, ver, absent) => {
  const { api, ...apps } = manyTraits.tenants['contoso']!.apps!;
  const contoso = {
    ...manyTraits.tenants['contoso']!,
    apps: { ...apps, api: { ...api!, accessTokenVersion: version } },
  };
  const world = await createProbe({ tenants: { contoso } }, { idp, seed: 90 + version });
  const uri = `api://${world.app('api').clientId}`;
  const { clientId: client_id, secret } = world.app('daemon');
  const form = { grant_type: 'client_credentials', client_id, client_secret: secret! };
  const host = `https://login.microsoftonline.com/${world.tenant('contoso').id}`;
  const one = await world.post(`${host}/oauth2/token`, { ...form, resource: uri });
  const two = await world.token({ ...form, scope: `${uri}/.default` });
  for (const { body } of [one, two]) {
    expect(claimsOf(body['access_token'])['ver']).toBe(ver);
    expect(claimsOf(body['access_token'])).not.toHaveProperty(absent);
  }
});
