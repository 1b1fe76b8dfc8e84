import { beforeEach, describe, expect, test } from 'vitest';
import { customerBench, type CustomerBench } from '../customers/test-world.ts';

let bench: CustomerBench;
beforeEach(async () => {
  bench = await customerBench();
});

const host = 'https://club.ciamlogin.com';
const metadataOf = (base: string) => `${base}/v2.0/.well-known/openid-configuration`;
const issuer = () => `https://${bench.tenant('club').id}.ciamlogin.com/${bench.tenant('club').id}/v2.0`;

describe('metadata', () => {
  test.each([
    ['the tenant id', () => `${host}/${bench.tenant('club').id}`, host],
    ['a domain', () => `${host}/club.onmicrosoft.com`, host],
    ['no tenant at all', () => host, host],
    ['the custom domain', () => 'https://login.club.example/club.example', 'https://login.club.example'],
    [
      'the host of the issuer',
      () => `https://${bench.tenant('club').id}.ciamlogin.com/${bench.tenant('club').id}`,
      undefined,
    ],
  ])(
    'by %s has its endpoints where it was asked and the issuer on the host of the id',
    async (_, base, origin) => {
      const { body } = await bench.get(metadataOf(base()));
      const { id } = bench.tenant('club');
      expect(body['issuer']).toBe(issuer());
      const at = `${origin ?? new URL(base()).origin}/${id}`;
      expect(body).toMatchObject({
        authorization_endpoint: `${at}/oauth2/v2.0/authorize`,
        token_endpoint: `${at}/oauth2/v2.0/token`,
        jwks_uri: `${at}/discovery/v2.0/keys`,
        scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      });
    },
  );

  test('leads to keys that name the same issuer', async () => {
    const { body } = await bench.get(`${host}/discovery/v2.0/keys`);
    expect(body['keys']).toEqual([expect.objectContaining({ issuer: issuer() })]);
  });

  test.each([
    ['another tenant', 'news.onmicrosoft.com'],
    ['common', 'common'],
  ])('of %s is not to be had at this host', async (_, tenant) => {
    const { status, body } = await bench.get(metadataOf(`${host}/${tenant}`));
    expect([status, body['error_codes']]).toEqual([400, [90002]]);
  });
});

describe('a customer', () => {
  test('signs in with a password; the keys verify the tokens', async () => {
    const { browser } = bench;
    const { upn, password, id } = bench.user('bob');
    const asked = await browser.open(bench.authorizeUrl(host, 'club-spa', { prompt: 'login' }));
    const typed = await browser.press(asked, 'next', { username: upn });
    const wrong = await browser.press(typed, 'signin', { password: 'wrong' });
    expect([wrong.name, wrong.aadsts]).toEqual(['password', '50126']);
    const body = await bench.redeem(host, await browser.press(wrong, 'signin', { password }), 'club-spa');
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
    const claims = await bench.verify(metadataOf(`${host}/club.example`), body['id_token']);
    expect(claims).toMatchObject({ iss: issuer(), oid: id, preferred_username: upn, nonce: 'a nonce' });
    const renewed = await bench.post(`${host}/oauth2/v2.0/token`, {
      client_id: bench.app('club-spa').clientId,
      grant_type: 'refresh_token',
      refresh_token: String(body['refresh_token']),
    });
    expect(await bench.verify(metadataOf(host), renewed.body['access_token'])).toMatchObject({
      iss: issuer(),
    });
  });

  test('signs in with a code where the tenant has no passwords', async () => {
    const { browser, world } = bench;
    const base = 'https://news.ciamlogin.com';
    const asked = await browser.open(bench.authorizeUrl(base, 'news-spa'));
    const code = await browser.press(asked, 'next', { username: 'carl@mail.example' });
    expect(code.name).toBe('code');
    const sent = world.oneTimeCode('carl@mail.example')!;
    expect(world.ledger.exchanges.at(-1)!.decision).toContain(sent);
    const again = await browser.press(code, 'resend');
    expect(world.oneTimeCode('carl@mail.example')).not.toBe(sent);
    expect((await browser.press(again, 'verify', { code: sent })).aadsts).toBe('50181');
    const page = await browser.press(again, 'verify', { code: world.oneTimeCode('carl@mail.example')! });
    expect(await bench.redeem(base, page, 'news-spa')).toHaveProperty('id_token');
    expect(world.oneTimeCode('carl@mail.example')).toBeUndefined();
  });

  test('signs up with the attributes that the tenant requires', async () => {
    const { browser, world } = bench;
    const email = await browser.open(bench.authorizeUrl(host, 'club-spa', { prompt: 'create' }));
    const code = await browser.press(email, 'send-code', { email: 'nina@mail.example' });
    const account = await browser.press(code, 'verify', { code: world.oneTimeCode('nina@mail.example')! });
    expect(Object.keys(account.fields)).toEqual(['flow', 'password', 'displayName', 'postalCode']);
    const typed = { password: 'Corr3ct-horse', displayName: 'Nina' };
    const wrong = await browser.press(account, 'create', { ...typed, postalCode: 'none' });
    expect(wrong.text).toContain('postalCode');
    const page = await browser.press(wrong, 'create', { ...typed, postalCode: '12345' });
    const body = await bench.redeem(host, page, 'club-spa');
    expect(await bench.verify(metadataOf(host), body['id_token'])).toMatchObject({ name: 'Nina' });
  });

  test('forgets the password and gets a new one in the same flow', async () => {
    const { browser, world } = bench;
    const asked = await browser.open(
      bench.authorizeUrl(host, 'club-spa', { login_hint: 'bob@mail.example' }),
    );
    expect(asked.name).toBe('password');
    const code = await browser.press(asked, 'forgot');
    const fresh = await browser.press(code, 'verify', { code: world.oneTimeCode('bob@mail.example')! });
    const page = await browser.press(fresh, 'save', { password: 'Corr3ct-horse' });
    expect(page.toApp?.searchParams.has('code')).toBe(true);
    expect(bench.user('bob').password).toBe('Corr3ct-horse');
    expect(await bench.redeem(host, page, 'club-spa')).toHaveProperty('id_token');
  });

  test('gives a second proof by a code sent to them', async () => {
    const { browser, world } = bench;
    const { upn, password } = bench.user('mia');
    const asked = await browser.open(bench.authorizeUrl(host, 'club-spa'));
    const code = await browser.press(await browser.press(asked, 'next', { username: upn }), 'signin', {
      password,
    });
    const page = await browser.press(code, 'verify', { code: world.oneTimeCode(upn)! });
    expect(await bench.redeem(host, page, 'club-spa')).toHaveProperty('id_token');
  });

  test('cancels, and the app is told as by Entra', async () => {
    const asked = await bench.browser.open(bench.authorizeUrl(host, 'club-spa'));
    const { toApp } = await bench.browser.press(asked, 'cancel');
    expect(toApp?.searchParams.get('error')).toBe('access_denied');
  });

  test('is found by name in their own tenant alone', async () => {
    const asked = await bench.browser.open(bench.authorizeUrl(host, 'club-spa'));
    const page = await bench.browser.press(asked, 'next', { username: 'carl@mail.example' });
    expect([page.name, page.aadsts]).toEqual(['username', '50034']);
  });

  test('cannot press a button that the page has not', async () => {
    const asked = await bench.browser.open(bench.authorizeUrl(host, 'club-spa'));
    expect((await bench.browser.press(asked, 'create')).aadsts).toBe('165000');
  });
});

test('a device shows a page of the tenant’s own host', async () => {
  const { body } = await bench.post(`${host}/club.example/oauth2/v2.0/devicecode`, {
    client_id: bench.app('club-spa').clientId,
    scope: 'openid',
  });
  const page = String(body['verification_uri']);
  expect(page).toBe(`${host}/${bench.tenant('club').id}/oauth2/deviceauth`);
  expect((await bench.browser.open(page)).name).toBe('device-code');
});

test('an app gets its own token', async () => {
  const { clientId, secret } = bench.app('club-web');
  const { body } = await bench.post(`${host}/club.example/oauth2/v2.0/token`, {
    client_id: clientId,
    client_secret: secret!,
    grant_type: 'client_credentials',
    scope: 'https://graph.microsoft.com/.default',
  });
  expect(await bench.verify(metadataOf(host), body['access_token'])).toMatchObject({ azp: clientId });
});
