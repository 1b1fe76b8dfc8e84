import { createHash } from 'node:crypto';
import { createRemoteJWKSet, customFetch, importPKCS8, jwtVerify, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { testBrowser, type SeenPage, type TestBrowser } from '../sign-in/test-browser.ts';
import { createProbe } from '../testing/probe.ts';

const issuer = 'https://idp.fabrikam.example';
const probe = await createProbe({
  tenants: {
    fabrikam: {
      domains: ['fabrikam.example'],
      oidc: { host: 'idp.fabrikam.example' },
      users: { fay: {} },
      apps: {
        desktop: { kind: 'public', redirectUris: ['http://localhost'] },
        asks: { kind: 'public', consent: 'required' },
        daemon: { kind: 'confidential', secret: 'generated' },
        signer: { kind: 'confidential', certificate: 'generated' },
        api: {
          kind: 'confidential',
          secret: 'generated',
          exposes: { uri: 'https://api.fabrikam.example', scopes: ['read'] },
        },
      },
    },
  },
});
const { app, post, user } = probe;
const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`), { [customFetch]: probe.fetch });
const verifier = 'v'.repeat(43);

const authorizeUrl = (name: string, extra: Record<string, string> = {}) => {
  const url = new URL(`${issuer}/auth`);
  url.search = new URLSearchParams({
    client_id: app(name).clientId,
    response_type: 'code',
    redirect_uri: 'http://localhost:5001',
    scope: 'openid profile offline_access',
    state: 's',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...extra,
  }).toString();
  return url;
};

const signIn = async (browser: TestBrowser, page: SeenPage) => {
  const { upn, password } = user('fay');
  const asked = page.name === 'username' ? await browser.press(page, 'next', { username: upn }) : page;
  return browser.press(asked, 'signin', { password });
};

const redeem = (name: string, code: string, extra: Record<string, string> = {}) =>
  post(`${issuer}/token`, {
    grant_type: 'authorization_code',
    client_id: app(name).clientId,
    redirect_uri: 'http://localhost:5001',
    code,
    code_verifier: verifier,
    ...extra,
  });

test('the metadata is that of the issuer', async () => {
  const { status, body } = await probe.get(`${issuer}/.well-known/openid-configuration`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ issuer, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks` });
  expect(probe.world.ledger.exchanges.at(-1)).toMatchObject({
    endpoint: 'openid-configuration',
    decision: 'oidc-provider answered',
  });
});

test('a browser signs in at our pages; the code brings verified tokens, and the refresh token more', async () => {
  const browser = testBrowser(probe.idp, probe.world);
  const page = await browser.open(authorizeUrl('desktop'));
  expect(page.name).toBe('username');
  const wrong = await browser.press(page, 'next', { username: user('fay').upn });
  const refused = await browser.press(wrong, 'signin', { password: 'wrong' });
  expect([refused.name, refused.aadsts]).toEqual(['password', '50126']);
  const { toApp } = await signIn(browser, refused);
  expect(toApp?.searchParams.get('state')).toBe('s');
  const { status, body } = await redeem('desktop', toApp!.searchParams.get('code')!);
  expect(status).toBe(200);
  const { payload } = await jwtVerify(String(body['id_token']), keys, {
    issuer,
    audience: app('desktop').clientId,
  });
  expect(payload).toMatchObject({ sub: user('fay').id, preferred_username: user('fay').upn });
  expect(probe.world.canaries.find(String(body['refresh_token']))).not.toEqual([]);
  const again = await post(`${issuer}/token`, {
    grant_type: 'refresh_token',
    client_id: app('desktop').clientId,
    refresh_token: String(body['refresh_token']),
  });
  expect(again.status).toBe(200);
});

test('a code is good for its own verifier alone', async () => {
  const browser = testBrowser(probe.idp, probe.world);
  const { toApp } = await signIn(browser, await browser.open(authorizeUrl('desktop')));
  const code = toApp!.searchParams.get('code')!;
  const { body } = await redeem('desktop', code, { code_verifier: 'w'.repeat(43) });
  expect(body['error']).toBe('invalid_grant');
});

test('a code dies by the clock of the world', async () => {
  const browser = testBrowser(probe.idp, probe.world);
  const { toApp } = await signIn(browser, await browser.open(authorizeUrl('desktop')));
  probe.world.clock.advance(601_000);
  const { body } = await redeem('desktop', toApp!.searchParams.get('code')!);
  expect(body['error']).toBe('invalid_grant');
});

test('an app whose consent is required asks for it, and hears a no', async () => {
  const browser = testBrowser(probe.idp, probe.world);
  const url = authorizeUrl('asks', { redirect_uri: 'http://localhost:5001' });
  const page = await signIn(browser, await browser.open(url));
  expect(page.name).toBe('consent');
  const { toApp } = await browser.press(page, 'cancel');
  expect(toApp?.searchParams.get('error')).toBe('access_denied');
  const second = await browser.press(await browser.open(url), 'accept');
  expect(second.toApp?.searchParams.has('code')).toBe(true);
});

test('an API named in the scope brings a JWT for it', async () => {
  const { status, body } = await post(`${issuer}/token`, {
    grant_type: 'client_credentials',
    client_id: app('daemon').clientId,
    client_secret: app('daemon').secret!,
    scope: 'https://api.fabrikam.example/read',
  });
  expect(status).toBe(200);
  const { payload } = await jwtVerify(String(body['access_token']), keys, {
    issuer,
    audience: 'https://api.fabrikam.example',
  });
  expect(payload['client_id']).toBe(app('daemon').clientId);
});

test('a wrong secret proves nothing', async () => {
  const { status, body } = await post(`${issuer}/token`, {
    grant_type: 'client_credentials',
    client_id: app('daemon').clientId,
    client_secret: 'wrong',
  });
  expect([status, body['error']]).toEqual([401, 'invalid_client']);
});

test('an app with a certificate proves itself by it', async () => {
  const { clientId, certificate } = app('signer');
  const assertion = await new SignJWT({ sub: clientId, iss: clientId, jti: 'j1' })
    .setProtectedHeader({ alg: 'RS256', kid: certificate!.x5t })
    .setAudience(`${issuer}/token`)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(await importPKCS8(certificate!.privateKeyPem!, 'RS256'));
  const { status } = await post(`${issuer}/token`, {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    scope: 'https://api.fabrikam.example/read',
  });
  expect(status).toBe(200);
});

test('a device waits until its user has typed the code and signed in', async () => {
  const { body } = await post(`${issuer}/device/auth`, {
    client_id: app('desktop').clientId,
    scope: 'openid',
  });
  const poll = () =>
    post(`${issuer}/token`, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: app('desktop').clientId,
      device_code: String(body['device_code']),
    });
  expect((await poll()).body['error']).toBe('authorization_pending');
  const browser = testBrowser(probe.idp, probe.world);
  const entry = await browser.open(String(body['verification_uri']));
  expect(entry.name).toBe('device-code');
  const wrong = await browser.press(entry, 'next', { user_code: 'XXXX-XXXX' });
  expect(wrong.aadsts).toBe('70018');
  const confirm = await browser.press(wrong, 'next', { user_code: String(body['user_code']) });
  expect(confirm.name).toBe('device-confirm');
  const done = await signIn(browser, await browser.press(confirm, 'confirm'));
  expect(done.name).toBe('done');
  expect((await poll()).status).toBe(200);
});

test('an old page and a foreign path are refused', async () => {
  expect((await probe.fetch(`${issuer}/interaction/nothing`)).status).toBe(400);
  expect((await probe.fetch(`${issuer}/elsewhere`)).status).toBe(404);
});

test('an error nobody can be redirected with is a page', async () => {
  const page = await testBrowser(probe.idp, probe.world).open(authorizeUrl('desktop', { client_id: 'none' }));
  expect(page.name).toBe('error');
  expect(page.text).toContain('invalid_client');
});
