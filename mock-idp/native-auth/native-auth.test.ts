import { beforeEach, describe, expect, test } from 'vitest';
import { customerBench, type CustomerBench } from '../customers/test-world.ts';
import type { Answer } from '../testing/probe.ts';

let bench: CustomerBench;
beforeEach(async () => {
  bench = await customerBench();
});

const types = { challenge_type: 'oob password redirect' };
const good = 'Corr3ct-horse';

/** Calls the API of a tenant as its app. */
const call = (
  path: string,
  form: Record<string, string>,
  name = 'club',
  app = `${name}-spa`,
): Promise<Answer> =>
  bench.post(`https://${name}.ciamlogin.com/${name}.onmicrosoft.com/${path}`, {
    client_id: bench.app(app).clientId,
    ...form,
  });

/** The same, going on from an answer. */
const goOn = (path: string, before: Answer, form: Record<string, string> = {}, name = 'club') =>
  call(path, { continuation_token: String(before.body['continuation_token']), ...form }, name);

const codeFor = (email: string) => bench.world.oneTimeCode(email)!;
const tokenForm = { scope: 'openid profile offline_access', client_info: '1' };
const tokens = [
  'token_type',
  'scope',
  'expires_in',
  'ext_expires_in',
  'access_token',
  'refresh_token',
  'id_token',
  'client_info',
];

describe('sign-in', () => {
  const begin = (username = 'bob@mail.example', form: Record<string, string> = {}) =>
    call('oauth2/v2.0/initiate', { username, ...types, ...form });

  test('with a password brings tokens that the keys verify', async () => {
    const challenged = await goOn('oauth2/v2.0/challenge', await begin(), types);
    expect(challenged.body).toEqual({
      challenge_type: 'password',
      continuation_token: expect.any(String) as string,
    });
    const form = { ...tokenForm, grant_type: 'password' };
    const wrong = await goOn('oauth2/v2.0/token', challenged, { ...form, password: 'wrong' });
    expect(wrong.body).toMatchObject({ error: 'invalid_grant', error_codes: [50126] });
    const { password, id } = bench.user('bob');
    const { body } = await goOn('oauth2/v2.0/token', challenged, { ...form, password });
    expect(Object.keys(body)).toEqual(tokens);
    const metadata = 'https://club.ciamlogin.com/v2.0/.well-known/openid-configuration';
    expect(await bench.verify(metadata, body['id_token'])).toMatchObject({ oid: id });
  });

  test('with a code answers where it went, and never the code itself', async () => {
    const begun = await call('oauth2/v2.0/initiate', { username: 'carl@mail.example', ...types }, 'news');
    const challenged = await goOn('oauth2/v2.0/challenge', begun, types, 'news');
    expect(challenged.body).toEqual({
      continuation_token: expect.any(String) as string,
      challenge_type: 'oob',
      binding_method: 'prompt',
      challenge_channel: 'email',
      challenge_target_label: 'c***l@mail.example',
      code_length: 8,
    });
    const code = codeFor('carl@mail.example');
    expect(code).toMatch(/^\d{8}$/);
    expect(JSON.stringify(challenged.body)).not.toContain(code);
    expect(bench.world.ledger.exchanges.at(-1)).toMatchObject({
      endpoint: 'native-challenge',
      decision: `sent the code ${code} to carl@mail.example`,
    });
    const form = { ...tokenForm, grant_type: 'oob' };
    const wrong = await goOn('oauth2/v2.0/token', challenged, { ...form, oob: 'nonsense' }, 'news');
    expect(wrong.body).toMatchObject({
      error: 'invalid_grant',
      suberror: 'invalid_oob_value',
      error_codes: [50181],
    });
    const { body } = await goOn('oauth2/v2.0/token', challenged, { ...form, oob: code }, 'news');
    expect(Object.keys(body)).toEqual(tokens);
  });

  test('asks for a second proof, and lists those there are', async () => {
    const begun = await begin('mia@mail.example', { capabilities: 'mfa_required registration_required' });
    const challenged = await goOn('oauth2/v2.0/challenge', begun);
    const { password, id } = bench.user('mia');
    const refused = await goOn('oauth2/v2.0/token', challenged, {
      ...tokenForm,
      grant_type: 'password',
      password,
    });
    expect(refused.body).toMatchObject({ error: 'invalid_grant', suberror: 'mfa_required' });
    const methods = await goOn('oauth2/v2.0/introspect', refused);
    expect(methods.body['methods']).toEqual([
      { id, challenge_type: 'oob', challenge_channel: 'email', login_hint: 'm***a@mail.example' },
    ]);
    const sent = await goOn('oauth2/v2.0/challenge', methods, { id });
    const oob = codeFor('mia@mail.example');
    const { body } = await goOn('oauth2/v2.0/token', sent, { ...tokenForm, grant_type: 'mfa_oob', oob });
    expect(Object.keys(body)).toEqual(tokens);
  });

  test('sends a client that cannot bring a second proof to the browser', async () => {
    const challenged = await goOn('oauth2/v2.0/challenge', await begin('mia@mail.example'));
    const { password } = bench.user('mia');
    const { status, body } = await goOn('oauth2/v2.0/token', challenged, {
      ...tokenForm,
      grant_type: 'password',
      password,
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      challenge_type: 'redirect',
      redirect_reason: 'Client is missing mfa_required capability',
    });
  });

  test('sends a client that takes no passwords to the browser', async () => {
    const { body } = await begin('bob@mail.example', { challenge_type: 'oob redirect' });
    expect(body).toEqual({ challenge_type: 'redirect' });
  });

  test.each<[string, Record<string, string>, string, number]>([
    ['an unknown customer', { username: 'nobody@mail.example' }, 'user_not_found', 50034],
    ['no redirect', { challenge_type: 'password' }, 'unsupported_challenge_type', 901007],
    ['an unknown way', { challenge_type: 'sms redirect' }, 'invalid_request', 90023],
    ['no user name', { username: '' }, 'invalid_request', 900144],
    ['an unknown app', { client_id: '11111111-2222-4333-8444-555555555555' }, 'unauthorized_client', 700016],
  ])('refuses %s', async (_, form, error, code) => {
    const { body } = await begin('bob@mail.example', form);
    expect(body).toMatchObject({ error, error_codes: [code] });
    expect(Object.keys(body).slice(0, 6)).toEqual([
      'error',
      'error_description',
      'error_codes',
      'timestamp',
      'trace_id',
      'correlation_id',
    ]);
  });

  test.each([
    ['club-plain', { suberror: 'nativeauthapi_disabled' }],
    ['club-web', {}],
  ])('refuses the app %s, which may not use the API', async (app, more) => {
    const { body } = await call(
      'oauth2/v2.0/initiate',
      { username: 'bob@mail.example', ...types },
      'club',
      app,
    );
    expect(body).toMatchObject({ error: 'invalid_client', ...more });
  });

  test('goes on with no token that is old, unknown, or of another step', async () => {
    const begun = await begin();
    const early = await goOn('oauth2/v2.0/token', begun, {
      ...tokenForm,
      grant_type: 'password',
      password: 'x',
    });
    expect(early.body).toMatchObject({ error: 'invalid_grant', error_codes: [55200] });
    const unknown = await call('oauth2/v2.0/challenge', { continuation_token: 'x' });
    expect(unknown.body).toMatchObject({ error: 'invalid_grant', error_codes: [55200] });
    bench.world.clock.advance(600_000);
    const old = await goOn('oauth2/v2.0/challenge', begun);
    expect(old.body).toMatchObject({ error: 'expired_token', error_codes: [552003] });
  });
});

describe('sign-up', () => {
  const email = 'nina@mail.example';
  const start = (form: Record<string, string> = {}) =>
    call('signup/v1.0/start', { username: email, ...types, ...form });
  const codeSent = async (form: Record<string, string> = {}) =>
    goOn('signup/v1.0/challenge', await start(form), types);
  const verified = async (form: Record<string, string> = {}) => {
    const sent = await codeSent(form);
    return goOn('signup/v1.0/continue', sent, { grant_type: 'oob', oob: codeFor(email) });
  };
  const attributes = JSON.stringify({ displayName: 'Nina', postalCode: '12345', ignored: 'x' });

  test('asks for what is missing, step by step, and ends in tokens', async () => {
    const needsPassword = await verified();
    expect(needsPassword.status).toBe(400);
    expect(Object.keys(needsPassword.body).at(-1)).toBe('continuation_token');
    expect(needsPassword.body).toMatchObject({ error: 'credential_required', error_codes: [55103] });
    const challenged = await goOn('signup/v1.0/challenge', needsPassword);
    expect(challenged.body['challenge_type']).toBe('password');
    const needsMore = await goOn('signup/v1.0/continue', challenged, {
      grant_type: 'password',
      password: good,
    });
    expect(needsMore.body).toMatchObject({
      error: 'attributes_required',
      error_codes: [55106],
      required_attributes: [
        { name: 'displayName', type: 'string', required: true },
        { name: 'postalCode', type: 'string', required: true, options: { regex: '^[1-9]\\d*$' } },
      ],
    });
    const done = await goOn('signup/v1.0/continue', needsMore, { grant_type: 'attributes', attributes });
    expect(Object.keys(done.body)).toEqual(['continuation_token']);
    const { body } = await goOn('oauth2/v2.0/token', done, {
      ...tokenForm,
      grant_type: 'continuation_token',
      username: email,
    });
    expect(Object.keys(body)).toEqual(tokens);
    expect(bench.world.directory.users.at(-1)).toMatchObject({
      upn: email,
      displayName: 'Nina',
      password: good,
    });
  });

  test('needs one code and no more when all was sent at the start', async () => {
    const done = await verified({ password: good, attributes });
    expect([done.status, Object.keys(done.body)]).toEqual([200, ['continuation_token']]);
  });

  test('tells how long to wait for another code, and takes the later one alone', async () => {
    const first = await codeSent();
    expect(Object.keys(first.body)).toEqual([
      'interval',
      'continuation_token',
      'challenge_type',
      'binding_method',
      'challenge_channel',
      'challenge_target_label',
      'code_length',
    ]);
    const early = codeFor(email);
    const second = await goOn('signup/v1.0/challenge', first);
    const refused = await goOn('signup/v1.0/continue', second, { grant_type: 'oob', oob: early });
    expect(refused.body).toMatchObject({ error: 'invalid_grant', suberror: 'invalid_oob_value' });
  });

  test('names the attributes that have not the right form, and asks again', async () => {
    const needsMore = await verified({ password: good });
    const bad = JSON.stringify({ displayName: 'Nina', postalCode: 'none' });
    const refused = await goOn('signup/v1.0/continue', needsMore, {
      grant_type: 'attributes',
      attributes: bad,
    });
    expect(refused.body).toMatchObject({
      error: 'invalid_grant',
      suberror: 'attribute_validation_failed',
      invalid_attributes: [{ name: 'postalCode' }],
    });
    const done = await goOn('signup/v1.0/continue', refused, { grant_type: 'attributes', attributes });
    expect(done.status).toBe(200);
  });

  test.each([
    ['Ab3-', 'password_too_short'],
    [`Ab3-${'x'.repeat(300)}`, 'password_too_long'],
    ['Ab3-\u00e9\u00e9\u00e9\u00e9\u00e9', 'password_is_invalid'],
    ['Password-1234', 'password_banned'],
    ['onlyletters', 'password_too_weak'],
  ])('refuses the password %s: %s', async (password, suberror) => {
    const { body } = await start({ password });
    expect(body).toMatchObject({ error: 'invalid_grant', suberror });
  });

  test('refuses an address that has an account, or is none', async () => {
    expect((await start({ username: 'bob@mail.example' })).body).toMatchObject({
      error: 'user_already_exists',
      error_codes: [1003037],
    });
    expect((await start({ username: 'nina' })).body).toMatchObject({ error: 'invalid_request' });
  });
});

describe('password reset', () => {
  const email = 'bob@mail.example';
  const start = () => call('resetpassword/v1.0/start', { username: email, challenge_type: 'oob redirect' });

  test('takes a code and a new password, is polled, and ends in tokens', async () => {
    const sent = await goOn('resetpassword/v1.0/challenge', await start(), {
      challenge_type: 'oob redirect',
    });
    expect(sent.body['challenge_type']).toBe('oob');
    const verified = await goOn('resetpassword/v1.0/continue', sent, {
      grant_type: 'oob',
      oob: codeFor(email),
    });
    expect(verified.body).toMatchObject({ expires_in: 600 });
    const same = await goOn('resetpassword/v1.0/submit', verified, { new_password: good.slice(0, 5) });
    expect(same.body).toMatchObject({ error: 'invalid_grant', suberror: 'password_too_short' });
    const submitted = await goOn('resetpassword/v1.0/submit', verified, { new_password: good });
    expect(submitted.body).toMatchObject({ poll_interval: 2 });
    const waiting = await goOn('resetpassword/v1.0/poll_completion', submitted);
    expect(waiting.body['status']).toBe('in_progress');
    expect(bench.user('bob').password).not.toBe(good);
    const done = await goOn('resetpassword/v1.0/poll_completion', waiting);
    expect(Object.keys(done.body)).toEqual(['status', 'continuation_token']);
    expect(done.body['status']).toBe('succeeded');
    expect(bench.user('bob').password).toBe(good);
    const { body } = await goOn('oauth2/v2.0/token', done, {
      ...tokenForm,
      grant_type: 'continuation_token',
    });
    expect(Object.keys(body)).toEqual(tokens);
  });

  test('refuses the password there is', async () => {
    bench.user('bob').password = good;
    const sent = await goOn('resetpassword/v1.0/challenge', await start());
    const verified = await goOn('resetpassword/v1.0/continue', sent, {
      grant_type: 'oob',
      oob: codeFor(email),
    });
    const { body } = await goOn('resetpassword/v1.0/submit', verified, { new_password: good });
    expect(body['suberror']).toBe('password_recently_used');
  });

  test('goes on with no token of a sign-in', async () => {
    const begun = await call('oauth2/v2.0/initiate', { username: email, ...types });
    const { body } = await goOn('resetpassword/v1.0/challenge', begun);
    expect(body).toMatchObject({ error: 'invalid_request', error_codes: [55200] });
  });

  test('is not for tenants without passwords', async () => {
    const { body } = await call(
      'resetpassword/v1.0/start',
      { username: 'carl@mail.example', ...types },
      'news',
    );
    expect(body).toMatchObject({ error_codes: [500222] });
  });
});

test('rules reach a call of the API by its name', async () => {
  bench.world.faults.add({ endpoint: 'native-initiate', status: 503 });
  const { status } = await bench.fetch('https://club.ciamlogin.com/club.example/oauth2/v2.0/initiate', {
    method: 'POST',
  });
  expect(status).toBe(503);
});
