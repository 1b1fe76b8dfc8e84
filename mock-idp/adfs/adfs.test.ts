import { createHash } from 'node:crypto';
import { createRemoteJWKSet, customFetch, jwtVerify, SignJWT, importPKCS8 } from 'jose';
import { expect, test } from 'vitest';
import { testBrowser, type SeenPage } from '../sign-in/test-browser.ts';
import { createProbe, type Answer } from '../testing/probe.ts';

const base = 'https://fs.contoso.example/adfs';
const probe = await createProbe({
  tenants: {
    contoso: {
      domains: ['contoso.example'],
      adfs: { host: 'fs.contoso.example' },
      users: { ann: { password: 'pass word&1' }, dan: { state: 'disabled' } },
      apps: {
        desktop: { kind: 'public', redirectUris: ['http://localhost'] },
        daemon: { kind: 'confidential', secret: 'generated', certificate: 'generated' },
        api: { kind: 'confidential', exposes: { uri: 'https://api.contoso.example', scopes: ['read'] } },
      },
    },
  },
});
const { app, user, get, post } = probe;
const token = (form: Record<string, string>, headers = {}) => post(`${base}/oauth2/token/`, form, headers);
const desktop = { client_id: app('desktop').clientId };
const daemon = { client_id: app('daemon').clientId };
const byPassword = (extra = {}) =>
  token({ grant_type: 'password', ...desktop, username: user('ann').upn, password: 'pass word&1', ...extra });

const keys = createRemoteJWKSet(new URL(`${base}/discovery/keys`), { [customFetch]: probe.fetch });
const verified = (jwt: unknown, issuer: string, audience: string) =>
  jwtVerify(String(jwt), keys, { issuer, audience, currentDate: new Date(probe.world.clock.now()) });

const msis = ({ body }: Answer) => /^MSIS(\d+)/.exec(String(body['error_description']))?.[1];

test('the metadata names the endpoints, and webfinger the realm', async () => {
  const { body, headers } = await get(`${base}/.well-known/openid-configuration`);
  expect(body).toMatchObject({
    issuer: base,
    token_endpoint: `${base}/oauth2/token/`,
    authorization_endpoint: `${base}/oauth2/authorize/`,
    access_token_issuer: 'http://fs.contoso.example/adfs/services/trust',
  });
  expect(headers.get('strict-transport-security')).toBe('max-age = 31536000');
  const rel = 'http://schemas.microsoft.com/rel/trusted-realm';
  const asked = (host: string) =>
    get(`https://fs.contoso.example/.well-known/webfinger?resource=https://${host}&rel=${rel}`);
  expect((await asked('fs.contoso.example')).body['links']).toEqual([
    { rel, href: 'https://fs.contoso.example' },
  ]);
  expect((await asked('evil.example')).body['links']).toEqual([]);
});

test('the answer has the recorded members in the recorded order, and headers', async () => {
  const { status, headers, body } = await byPassword({ scope: 'openid profile', client_info: '1' });
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual([
    'access_token',
    'token_type',
    'expires_in',
    'resource',
    'refresh_token',
    'refresh_token_expires_in',
    'scope',
    'id_token',
  ]);
  expect(body).toMatchObject({ token_type: 'bearer', resource: 'urn:microsoft:userinfo' });
  expect(headers.get('content-type')).toBe('application/json;charset=UTF-8'.replace(';', '; '));
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-xss-protection')).toBe('1; mode=block');
  expect(headers.has('x-ms-request-id')).toBe(false);
});

test('the ID token is verified with the keys of the farm and says what recorded ones say', async () => {
  const { body } = await byPassword();
  const { payload, protectedHeader } = await verified(body['id_token'], base, desktop.client_id);
  expect(Object.keys(protectedHeader)).toEqual(['typ', 'alg', 'x5t', 'kid']);
  expect(Object.keys(payload)).toEqual([
    'aud',
    'iss',
    'iat',
    'nbf',
    'exp',
    'auth_time',
    'sub',
    'sid',
    'upn',
    'unique_name',
    'appidacr',
    'authmethod',
    'apptype',
    'appid',
    'ver',
    'scp',
  ]);
  expect(payload.exp! - payload.iat!).toBe(3600);
  expect(payload).toMatchObject({ upn: user('ann').upn, ver: '1.0', apptype: 'Public' });
});

test.each([
  { resource: 'https://api.contoso.example' },
  { scope: 'openid https://api.contoso.example/read' },
])('an API is named by resource or in the scope', async (asked) => {
  const { body } = await byPassword(asked);
  expect(body['resource']).toBe('https://api.contoso.example');
  const issuer = 'http://fs.contoso.example/adfs/services/trust';
  await verified(body['access_token'], issuer, 'https://api.contoso.example');
});

test('a refresh token goes on being good, and no other comes', async () => {
  const { body } = await byPassword();
  const again = () =>
    token({ grant_type: 'refresh_token', ...desktop, refresh_token: String(body['refresh_token']) });
  const first = await again();
  expect(first.status).toBe(200);
  expect(first.body).not.toHaveProperty('refresh_token');
  expect((await again()).status).toBe(200);
});

const assertion = async (audience: string) =>
  new SignJWT({ sub: daemon.client_id, iss: daemon.client_id, jti: '1' })
    .setProtectedHeader({ alg: 'RS256', x5t: app('daemon').certificate!.x5t })
    .setAudience(audience)
    .setExpirationTime(Math.floor(probe.world.clock.now() / 1000) + 600)
    .sign(await importPKCS8(app('daemon').certificate!.privateKeyPem!, 'RS256'));

test('an app proves itself by secret or by certificate', async () => {
  const grant = { grant_type: 'client_credentials', scope: 'https://api.contoso.example/.default' };
  const bySecret = await token({ ...grant, ...daemon, client_secret: app('daemon').secret! });
  expect(Object.keys(bySecret.body)).toEqual(['access_token', 'token_type', 'expires_in']);
  const withAssertion = async (audience: string) =>
    token({
      ...grant,
      ...daemon,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await assertion(audience),
    });
  expect((await withAssertion(`${base}/oauth2/token`)).status).toBe(200);
  expect(msis(await withAssertion('https://login.microsoftonline.com/common'))).toBe('9622');
});

test.each([
  ['a wrong password', { password: 'wrong' }, '9659', 'invalid_grant'],
  ['a disabled user', { username: user('dan').upn, password: user('dan').password }, '9659', 'invalid_grant'],
  ['an unknown client', { client_id: '11111111-1111-4111-8111-111111111111' }, '9607', 'invalid_client'],
  ['an unknown API', { resource: 'https://nobody.example' }, '9602', 'invalid_resource'],
  ['an unknown grant', { grant_type: 'urn:other' }, '9611', 'unsupported_grant_type'],
  [
    'a code nobody issued',
    { grant_type: 'authorization_code', code: 'x', redirect_uri: 'http://localhost' },
    '9612',
    'invalid_grant',
  ],
])('%s is refused with two members and status 400', async (_, form, number, error) => {
  const answer = await byPassword(form);
  expect(answer.status).toBe(400);
  expect(Object.keys(answer.body)).toEqual(['error', 'error_description']);
  expect([msis(answer), answer.body['error']]).toEqual([number, error]);
});

const verifier = 'v'.repeat(43);
const signIn = async (page: SeenPage, browser: ReturnType<typeof testBrowser>) => {
  const asked = await browser.press(page, 'next', { username: user('ann').upn });
  return browser.press(asked, 'signin', { password: 'pass word&1' });
};

test('a browser signs in, and the code is good for its verifier', async () => {
  const url = new URL(`${base}/oauth2/authorize/`);
  const parameters = {
    ...desktop,
    response_type: 'code',
    redirect_uri: 'http://localhost',
    scope: 'openid',
    nonce: 'n1',
    state: 's1',
    client_info: '1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  url.search = new URLSearchParams(parameters).toString();
  const browser = testBrowser(probe.idp, probe.world);
  const { toApp } = await signIn(await browser.open(url), browser);
  expect(toApp?.searchParams.get('state')).toBe('s1');
  expect(toApp?.searchParams.has('client_info')).toBe(false);
  const form = {
    grant_type: 'authorization_code',
    ...desktop,
    code: toApp!.searchParams.get('code')!,
    redirect_uri: 'http://localhost',
  };
  expect(msis(await token({ ...form, code_verifier: 'w'.repeat(43) }))).toBe('9612');
  const { status, body } = await token({ ...form, code_verifier: verifier });
  expect(status).toBe(200);
  const { payload } = await verified(body['id_token'], base, desktop.client_id);
  expect(payload['nonce']).toBe('n1');
});

test('a device waits until its user has signed in at the page', async () => {
  const { body } = await post(`${base}/oauth2/devicecode`, { ...desktop, scope: 'openid' });
  const poll = () =>
    token({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      ...desktop,
      device_code: String(body['device_code']),
    });
  expect((await poll()).body['error']).toBe('authorization_pending');
  const browser = testBrowser(probe.idp, probe.world);
  const entry = await browser.open(String(body['verification_uri']));
  const page = await browser.press(entry, 'next', { user_code: String(body['user_code']) });
  const confirm = await signIn(page, browser);
  expect((await browser.press(confirm, 'confirm')).name).toBe('done');
  expect((await poll()).status).toBe(200);
  expect(msis(await poll())).toBe('9716');
});

test('a request that names no world finds it by the host of the farm', async () => {
  const stray = probe.idp.fetch();
  const response = await stray(`${base}/.well-known/openid-configuration`);
  expect(response.status).toBe(200);
  expect(probe.idp.owns('fs.contoso.example:443')).toBe(true);
  probe.idp.dropWorld(probe.world);
  expect(probe.idp.owns('fs.contoso.example')).toBe(false);
});
