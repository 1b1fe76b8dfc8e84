import { createRemoteJWKSet, customFetch, importPKCS8, jwtVerify, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { testBrowser } from '../sign-in/test-browser.ts';
import { aadsts, createProbe } from '../testing/probe.ts';

const probe = await createProbe({
  tenants: {
    contoso: {
      domains: ['contoso.example'],
      dsts: { host: 'co1.dsts.example' },
      users: { ann: {} },
      apps: {
        daemon: { kind: 'confidential', secret: 'generated', certificate: 'generated' },
        desktop: { kind: 'public' },
      },
    },
    fabrikam: { domains: ['fabrikam.example'] },
  },
});
const base = `https://co1.dsts.example/dstsv2/${probe.tenant('contoso').id}`;
const issuer = `${base}/v2.0`;
const daemon = probe.app('daemon');
const keys = createRemoteJWKSet(new URL(`${base}/discovery/v2.0/keys`), { [customFetch]: probe.fetch });
const currentDate = new Date(probe.world.clock.now());

const assertion = async (audience: string) =>
  new SignJWT({ sub: daemon.clientId, iss: daemon.clientId, jti: '1' })
    .setProtectedHeader({ alg: 'RS256', x5t: daemon.certificate!.x5t })
    .setAudience(audience)
    .setExpirationTime(Math.floor(probe.world.clock.now() / 1000) + 600)
    .sign(await importPKCS8(daemon.certificate!.privateKeyPem!, 'RS256'));

const byCertificate = async (audience: string) =>
  probe.post(`${base}/oauth2/v2.0/token`, {
    grant_type: 'client_credentials',
    client_id: daemon.clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await assertion(audience),
    scope: 'https://graph.microsoft.com/.default',
  });

test('an app proves itself to the token endpoint by certificate, and the token is of this issuer', async () => {
  const { status, body } = await byCertificate(`${base}/oauth2/v2.0/token`);
  expect(status).toBe(200);
  await jwtVerify(String(body['access_token']), keys, { issuer, currentDate });
});

test('an assertion for Entra proves nothing here', async () => {
  const entra = `https://login.microsoftonline.com/${probe.tenant('contoso').id}/v2.0`;
  expect(aadsts(await byCertificate(entra))).toEqual([700023]);
});

test('the metadata of the tenant names its endpoints', async () => {
  const { body } = await probe.get(`${base}/v2.0/.well-known/openid-configuration`);
  expect(body).toMatchObject({ issuer, token_endpoint: `${base}/oauth2/v2.0/token` });
});

test('a tenant that has no dSTS is unknown here', async () => {
  const other = `https://co1.dsts.example/dstsv2/${probe.tenant('fabrikam').id}/oauth2/v2.0/token`;
  const answer = await probe.post(other, { grant_type: 'client_credentials', client_id: daemon.clientId });
  expect(aadsts(answer)).toEqual([90002]);
});

test('a browser signs in and the code brings an ID token', async () => {
  const desktop = probe.app('desktop');
  const url = new URL(`${base}/oauth2/v2.0/authorize`);
  url.search = new URLSearchParams({
    client_id: desktop.clientId,
    response_type: 'code',
    redirect_uri: 'http://localhost',
    scope: 'openid User.Read',
  }).toString();
  const browser = testBrowser(probe.idp, probe.world);
  const { upn, password } = probe.user('ann');
  const page = await browser.press(await browser.open(url), 'next', { username: upn });
  const { toApp } = await browser.press(page, 'signin', { password });
  const { body } = await probe.post(`${base}/oauth2/v2.0/token`, {
    grant_type: 'authorization_code',
    client_id: desktop.clientId,
    redirect_uri: 'http://localhost',
    code: toApp!.searchParams.get('code')!,
  });
  await jwtVerify(String(body['id_token']), keys, { issuer, audience: desktop.clientId, currentDate });
});

test('a device is sent to a page of the same host', async () => {
  const { body } = await probe.post(`${base}/oauth2/v2.0/devicecode`, {
    client_id: probe.app('desktop').clientId,
    scope: 'openid',
  });
  const page = await testBrowser(probe.idp, probe.world).open(String(body['verification_uri']));
  expect(page.name).toBe('device-code');
});
