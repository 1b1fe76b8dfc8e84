import { beforeEach, describe, expect, test } from 'vitest';
import { customerBench, type CustomerBench } from '../customers/test-world.ts';
import type { SeenPage } from '../sign-in/test-browser.ts';

let bench: CustomerBench;
beforeEach(async () => {
  bench = await customerBench();
});

const host = 'https://shop.b2clogin.com';
const susi = `${host}/shop.onmicrosoft.com/b2c_1_susi`;
const api = 'https://shop.onmicrosoft.com/api/read';

const metadataOf = (base: string) => `${base}/v2.0/.well-known/openid-configuration`;

const signIn = async (
  base = susi,
  name = 'alice',
  change: Record<string, string> = {},
): Promise<SeenPage> => {
  const { browser, user } = bench;
  const { upn, password } = user(name);
  const asked = await browser.open(bench.authorizeUrl(base, 'spa', change));
  return browser.press(await browser.press(asked, 'next', { username: upn }), 'signin', { password });
};

const errorOf = ({ toApp }: SeenPage) => ({
  error: toApp?.searchParams.get('error'),
  description: toApp?.searchParams.get('error_description'),
  state: toApp?.searchParams.get('state'),
});

describe('metadata', () => {
  test('of a policy has the recorded members in the recorded order', async () => {
    const { body } = await bench.get(
      `${host}/shop.onmicrosoft.com/B2C_1_SUSI/.well-known/openid-configuration`,
    );
    expect(Object.keys(body)).toEqual([
      'issuer',
      'authorization_endpoint',
      'token_endpoint',
      'end_session_endpoint',
      'jwks_uri',
      'response_modes_supported',
      'response_types_supported',
      'scopes_supported',
      'subject_types_supported',
      'id_token_signing_alg_values_supported',
      'token_endpoint_auth_methods_supported',
      'claims_supported',
    ]);
    expect(body['issuer']).toBe(`${host}/${bench.tenant('shop').id}/`);
    expect(body['token_endpoint']).toBe(`${susi}/oauth2/token`);
  });

  test.each([
    ['the tenant id', () => `${host}/${bench.tenant('shop').id}/b2c_1_susi`],
    ['tfp', () => `${host}/tfp/shop.example/b2c_1_susi`],
    ['the custom domain', () => 'https://login.shop.example/shop.example/b2c_1_susi'],
    ['the login host of Entra', () => 'https://login.microsoftonline.com/shop.example/b2c_1_susi'],
    ['tfp at the login host of Entra', () => 'https://login.microsoftonline.com/tfp/shop.example/b2c_1_susi'],
  ])('is found by %s, and names what was asked', async (_, base) => {
    const { status, body } = await bench.get(metadataOf(base()));
    expect(status).toBe(200);
    expect(body['token_endpoint']).toBe(`${base()}/oauth2/v2.0/token`);
    expect(body['issuer']).toBe(`${new URL(base()).origin}/${bench.tenant('shop').id}/v2.0/`);
  });

  test('asked with p names endpoints with p', async () => {
    const { body } = await bench.get(`${metadataOf(`${host}/shop.example`)}?p=B2C_1_susi`);
    expect(body['authorization_endpoint']).toBe(`${host}/shop.example/oauth2/v2.0/authorize?p=b2c_1_susi`);
    expect((await bench.get(String(body['jwks_uri']))).body['keys']).toHaveLength(1);
  });

  test.each([
    ['a policy that the tenant has not', `${host}/shop.example/b2c_1_other`],
    ['another tenant at this host', `${host}/rival.onmicrosoft.com/b2c_1a_in`],
  ])('is not there for %s', async (_, base) => {
    expect((await bench.fetch(metadataOf(base))).status).toBe(404);
  });
});

describe('signing in', () => {
  test('brings tokens with recorded members, that the keys of the policy verify', async () => {
    const page = await signIn(susi, 'alice', { scope: `openid offline_access ${api}` });
    expect(page.toApp?.searchParams.get('state')).toBe('a state');
    const body = await bench.redeem(susi, page, 'spa');
    expect(Object.keys(body)).toEqual([
      'access_token',
      'id_token',
      'token_type',
      'not_before',
      'expires_in',
      'expires_on',
      'resource',
      'client_info',
      'scope',
      'refresh_token',
      'refresh_token_expires_in',
    ]);
    const now = bench.world.clock.now() / 1000;
    expect(body).toMatchObject({ not_before: now, expires_in: 3599, expires_on: now + 3599 });
    expect(body['scope']).toBe(`${api} offline_access openid`);
    const { id } = bench.user('alice');
    expect(JSON.parse(Buffer.from(String(body['client_info']), 'base64url').toString())).toEqual({
      uid: `${id}-b2c_1_susi`,
      utid: bench.tenant('shop').id,
    });
    const idToken = await bench.verify(metadataOf(susi), body['id_token']);
    expect(idToken).toMatchObject({
      aud: bench.app('spa').clientId,
      nonce: 'a nonce',
      oid: id,
      emails: ['alice@mail.example'],
      tfp: 'B2C_1_susi',
    });
    expect(idToken).not.toHaveProperty('newUser');
    const accessToken = await bench.verify(metadataOf(susi), body['access_token']);
    expect(accessToken).toMatchObject({ aud: bench.app('api').clientId, scp: 'read' });
  });

  test('with no API asked for brings an ID token alone; with the own client id, an access token too', async () => {
    const alone = await bench.redeem(susi, await signIn(), 'spa');
    expect(alone).not.toHaveProperty('access_token');
    const { clientId } = bench.app('spa');
    const own = await bench.browser.open(bench.authorizeUrl(susi, 'spa', { scope: `openid ${clientId}` }));
    const body = await bench.redeem(susi, own, 'spa');
    expect(body['scope']).toBe(`${clientId} openid`);
    expect(await bench.verify(metadataOf(susi), body['access_token'])).toMatchObject({ aud: clientId });
  });

  test('as a social user names the provider; of several users the person picks one', async () => {
    const asked = await bench.browser.open(bench.authorizeUrl(susi, 'spa'));
    const body = await bench.redeem(susi, await bench.browser.press(asked, 'idp:google.com'), 'spa');
    expect(await bench.verify(metadataOf(susi), body['id_token'])).toMatchObject({
      idp: 'google.com',
      emails: ['gina@gmail.example'],
    });
    const again = await bench.browser.open(bench.authorizeUrl(susi, 'spa', { prompt: 'login' }));
    const picker = await bench.browser.press(again, 'idp:facebook.com');
    expect(picker.name).toBe('picker');
    expect((await bench.browser.press(picker, `pick:${bench.user('fred').id}`)).toApp).toBeDefined();
  });

  test('with a second proof asks for the code that was sent', async () => {
    const page = await signIn(susi, 'mona');
    expect(page.name).toBe('code');
    const wrong = await bench.browser.press(page, 'verify', { code: 'nonsense' });
    expect([wrong.name, wrong.aadsts]).toEqual(['code', undefined]);
    const code = bench.world.oneTimeCode('mona@mail.example')!;
    expect(page.html).not.toContain(code);
    const done = await bench.browser.press(wrong, 'verify', { code });
    expect(await bench.redeem(susi, done, 'spa')).toHaveProperty('id_token');
  });

  test('a session answers prompt=none; without one it is AADB2C90077', async () => {
    const silent = bench.authorizeUrl(susi, 'spa', { prompt: 'none' });
    const refused = errorOf(await bench.browser.open(silent));
    expect(refused.error).toBe('interaction_required');
    expect(refused.description).toMatch(/^AADB2C90077: .* value of 'none'/);
    await signIn();
    expect((await bench.browser.open(silent)).toApp?.searchParams.has('code')).toBe(true);
  });

  test('tokens of another tenant name the policy in acr and in the issuer', async () => {
    const base = 'https://rival.b2clogin.com/rival.onmicrosoft.com/b2c_1a_in';
    const { browser } = bench;
    const { upn, password } = bench.user('rita');
    const asked = await browser.open(bench.authorizeUrl(base, 'rival-spa'));
    const page = await browser.press(await browser.press(asked, 'next', { username: upn }), 'signin', {
      password,
    });
    const body = await bench.redeem(base, page, 'rival-spa');
    const claims = await bench.verify(metadataOf(base), body['id_token']);
    expect(claims['acr']).toBe('B2C_1A_in');
    expect(claims.iss).toBe(`https://rival.b2clogin.com/tfp/${bench.tenant('rival').id}/b2c_1a_in/v2.0/`);
  });
});

describe('the person', () => {
  test('who forgot the password is sent to the app with AADB2C90118', async () => {
    const { browser } = bench;
    const asked = await browser.open(bench.authorizeUrl(susi, 'spa'));
    const password = await browser.press(asked, 'next', { username: 'alice@mail.example' });
    const { error, description, state } = errorOf(await browser.press(password, 'forgot'));
    expect([error, state]).toEqual(['access_denied', 'a state']);
    expect(description).toMatch(
      /^AADB2C90118: The user has forgotten their password\.\r\nCorrelation ID: [\w-]{36}\r\nTimestamp: 2030-01-01 00:00:00Z\r\n$/,
    );
  });

  test('who cancels is sent to the app with AADB2C90091', async () => {
    const asked = await bench.browser.open(bench.authorizeUrl(susi, 'spa'));
    const { error, description } = errorOf(await bench.browser.press(asked, 'cancel'));
    expect(error).toBe('access_denied');
    expect(description).toMatch(/^AADB2C90091: The user has cancelled entering self-asserted information\./);
  });

  test('gets a new password with the code sent by email', async () => {
    const { browser, world } = bench;
    const reset = `${host}/shop.example/b2c_1_reset_password`;
    const email = await browser.open(bench.authorizeUrl(reset, 'spa'));
    const code = await browser.press(email, 'send-code', { email: 'alice@mail.example' });
    const fresh = await browser.press(code, 'verify', { code: world.oneTimeCode('alice@mail.example')! });
    const weak = await browser.press(fresh, 'save', { password: 'weak' });
    expect(weak.name).toBe('new-password');
    const done = await browser.press(weak, 'save', { password: 'Corr3ct-horse' });
    expect(done.toApp?.searchParams.has('code')).toBe(true);
    expect(bench.user('alice').password).toBe('Corr3ct-horse');
    expect(await bench.redeem(reset, done, 'spa')).toHaveProperty('id_token');
  });

  test('signs up, and is a new user in that sign-in alone', async () => {
    const { browser, world } = bench;
    const asked = await browser.open(bench.authorizeUrl(susi, 'spa'));
    const email = await browser.press(asked, 'signup');
    const taken = await browser.press(email, 'send-code', { email: 'alice@mail.example' });
    expect(taken.text).toContain('There is an account');
    const code = await browser.press(email, 'send-code', { email: 'nina@mail.example' });
    const account = await browser.press(code, 'verify', { code: world.oneTimeCode('nina@mail.example')! });
    expect(account.name).toBe('new-account');
    const page = await browser.press(account, 'create', { password: 'Corr3ct-horse', displayName: 'Nina' });
    const body = await bench.redeem(susi, page, 'spa');
    expect(await bench.verify(metadataOf(susi), body['id_token'])).toMatchObject({
      newUser: true,
      name: 'Nina',
    });
    const again = await browser.open(bench.authorizeUrl(susi, 'spa'));
    const later = await bench.redeem(susi, again, 'spa');
    expect(await bench.verify(metadataOf(susi), later['id_token'])).not.toHaveProperty('newUser');
  });

  test('edits their profile under the policy for it', async () => {
    const edit = `${host}/shop.example/b2c_1_edit_profile`;
    const profile = await signIn(edit);
    expect(profile.name).toBe('profile');
    const page = await bench.browser.press(profile, 'save', { displayName: 'Alice the Second' });
    const body = await bench.redeem(edit, page, 'spa');
    expect(await bench.verify(metadataOf(edit), body['id_token'])).toMatchObject({
      name: 'Alice the Second',
    });
  });
});

describe('the token endpoint', () => {
  const post = (form: Record<string, string>, base = susi) => bench.post(`${base}/oauth2/v2.0/token`, form);

  test('renews with a refresh token of the same policy, and refuses one of another', async () => {
    const scope = `openid offline_access ${api}`;
    const first = await bench.redeem(susi, await signIn(susi, 'alice', { scope }), 'spa');
    const form = {
      client_id: bench.app('spa').clientId,
      grant_type: 'refresh_token',
      refresh_token: String(first['refresh_token']),
    };
    const { body } = await post(form);
    expect(body['refresh_token']).not.toBe(first['refresh_token']);
    expect(await bench.verify(metadataOf(susi), body['access_token'])).toMatchObject({ scp: 'read' });
    const other = await post(form, `${host}/shop.example/b2c_1_sign_in`);
    expect(other.body['error']).toBe('invalid_grant');
    expect(other.body['error_description']).toMatch(
      /^AADB2C90088: .*Actual Value : B2C_1_susi and Expected Value : B2C_1_sign_in\r\n/,
    );
  });

  test('gives an app its own token', async () => {
    const { clientId, secret } = bench.app('web');
    const { body } = await post({
      client_id: clientId,
      client_secret: secret!,
      grant_type: 'client_credentials',
      scope: 'https://shop.onmicrosoft.com/api/.default',
      client_info: '1',
    });
    expect(Object.keys(body)).toEqual([
      'access_token',
      'token_type',
      'not_before',
      'expires_in',
      'expires_on',
      'resource',
    ]);
    const claims = await bench.verify(metadataOf(susi), body['access_token']);
    expect(claims).toMatchObject({ aud: bench.app('api').clientId, azp: clientId });
  });

  test.each<[string, Record<string, string>, string, number]>([
    ['a grant it has not', { grant_type: 'password' }, 'unsupported_grant_type', 90086],
    ['no grant', {}, 'invalid_request', 90083],
    [
      'a code nobody issued',
      { grant_type: 'authorization_code', code: 'x', redirect_uri: 'x' },
      'invalid_grant',
      90128,
    ],
    [
      'a secret of a public app',
      { grant_type: 'refresh_token', client_secret: 'x' },
      'invalid_request',
      90084,
    ],
    [
      'an unknown app',
      { grant_type: 'refresh_token', client_id: '11111111-2222-4333-8444-555555555555' },
      'invalid_client',
      90018,
    ],
  ])('refuses %s in two members', async (_, form, error, code) => {
    const { status, body } = await post({ client_id: bench.app('spa').clientId, ...form });
    expect(status).toBe(400);
    expect(Object.keys(body)).toEqual(['error', 'error_description']);
    expect(body['error']).toBe(error);
    expect(body['error_description']).toMatch(new RegExp(`^AADB2C${code}: `));
  });

  test('takes a code once, from who holds the verifier', async () => {
    const page = await signIn();
    const wrong = await bench.redeem(susi, page, 'spa', { code_verifier: 'w'.repeat(43) });
    expect(wrong['error_description']).toMatch(/^AADB2C90182/);
    expect(await bench.redeem(susi, page, 'spa')).toHaveProperty('id_token');
    expect((await bench.redeem(susi, page, 'spa'))['error']).toBe('invalid_grant');
  });
});

test('a redirect URI that is not registered is told on a page, with no answer to the app', async () => {
  const page = await bench.browser.open(
    bench.authorizeUrl(susi, 'spa', { redirect_uri: 'https://evil.example' }),
  );
  expect([page.status, page.name, page.toApp]).toEqual([400, 'error', undefined]);
  expect(page.text).toContain('AADB2C90006');
});

test('a form of one policy is refused at another', async () => {
  const asked = await bench.browser.open(bench.authorizeUrl(susi, 'spa'));
  const action = asked.action!.replace('b2c_1_susi', 'b2c_1_sign_in');
  expect((await bench.browser.press({ ...asked, action }, 'signup')).text).toContain('AADB2C90046');
});
