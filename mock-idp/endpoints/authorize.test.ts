import { beforeEach, describe, expect, it } from 'vitest';
import { testBench, type TestBench } from '../sign-in/test-world.ts';

let bench: TestBench;
beforeEach(async () => {
  bench = await testBench();
});

describe('a request that is not answered at its redirect URI', () => {
  it.each([
    ['an unknown client', { client_id: '11111111-2222-4333-8444-555555555555' }, '700016'],
    ['no client', { client_id: undefined }, '900144'],
    ['another redirect URI', { redirect_uri: 'https://evil.example/cb' }, '50011'],
    ['a redirect URI that only begins like it', { redirect_uri: 'http://localhost.evil.example' }, '50011'],
    ['a redirect URI with a line break', { redirect_uri: 'http://localhost\r\nX-Evil: 1' }, '50011'],
    ['no redirect URI where the app has two', { redirect_uri: undefined }, '900144'],
  ])('%s is told the person, on a page', async (_, parameters, aadsts) => {
    const page = await bench.browser.open(bench.authorizeUrl('desktop', { ...parameters, state: 's' }));
    expect(page).toMatchObject({ name: 'error', aadsts, toApp: undefined, status: 400 });
    expect(page.text).toContain(`AADSTS${aadsts}`);
    expect(page.headers.get('location')).toBeNull();
  });

  it('shows ids, time and advice', async () => {
    const page = await bench.browser.open(
      bench.authorizeUrl('desktop', { redirect_uri: 'https://evil.example' }),
    );
    expect(page.text).toContain(page.headers.get('x-ms-request-id'));
    expect(page.text).toContain('2030-01-01 00:00:00Z');
    expect(page.text).toContain('Register this redirect URI');
  });

  it('is refused for a tenant nobody has, and for a single-tenant app at common', async () => {
    const nowhere = bench.authorizeUrl('desktop', {}, 'nowhere.example');
    expect(await bench.browser.open(nowhere)).toMatchObject({ name: 'error', aadsts: '90002' });
    const common = bench.authorizeUrl('desktop', {}, 'common');
    expect(await bench.browser.open(common)).toMatchObject({ name: 'error', aadsts: '50194' });
  });
});

describe('a request that is refused at its redirect URI', () => {
  it.each([
    ['no scope', { scope: undefined }, 'invalid_request', 'AADSTS900144'],
    ['no response type', { response_type: undefined }, 'invalid_request', 'AADSTS900144'],
    ['an unknown response type', { response_type: 'code magic' }, 'unsupported_response_type', 'AADSTS70005'],
    ['an unknown response mode', { response_mode: 'smoke' }, 'unsupported_response_mode', 'AADSTS70007'],
    ['an unknown prompt', { prompt: 'maybe' }, 'invalid_request', 'AADSTS90023'],
    ['prompt none and another', { prompt: 'none login' }, 'invalid_request', 'AADSTS90023'],
    ['an unknown scope', { scope: 'No.Such' }, 'invalid_scope', 'AADSTS70011'],
    ['an unknown challenge method', { code_challenge_method: 'S512' }, 'invalid_request', 'AADSTS90023'],
    ['a challenge too short', { code_challenge: 'abc' }, 'invalid_request', 'AADSTS501491'],
  ])('%s', async (_, parameters, error, aadsts) => {
    const { toApp } = await bench.browser.open(
      bench.authorizeUrl('desktop', { state: 'a b&c', ...parameters }),
    );
    expect(toApp?.origin).toBe('http://localhost');
    const answer = Object.fromEntries(toApp!.searchParams);
    expect(answer).toMatchObject({ error, state: 'a b&c' });
    expect(answer['error_description']).toMatch(new RegExp(`^${aadsts}: .*Trace ID: .*Correlation ID: .*`));
    expect([...toApp!.searchParams.keys()]).toEqual(['error', 'error_description', 'error_uri', 'state']);
  });

  it('does not put tokens into a query, nor an ID token out without a nonce', async () => {
    const query = { response_type: 'id_token', nonce: 'n', response_mode: 'query' };
    const refused = await bench.browser.open(bench.authorizeUrl('desktop', query));
    expect(refused.toApp?.searchParams.get('error_description')).toContain('AADSTS70007');
    const noNonce = await bench.browser.open(bench.authorizeUrl('desktop', { response_type: 'id_token' }));
    expect(noNonce.toApp?.hash).toContain('AADSTS900144');
  });
});

describe('a code', () => {
  it('comes after user name and password, and is worth a token', async () => {
    const state = `'"><é\u{1f600} +%&`;
    const first = await bench.browser.open(bench.authorizeUrl('desktop', { state, client_info: '1' }));
    expect(first.name).toBe('username');
    const second = await bench.browser.press(first, 'next', { username: 'ALICE@contoso.example ' });
    expect(second.name).toBe('password');
    const { password, id, tenant } = bench.user('alice');
    const last = await bench.browser.press(second, 'signin', { password });
    expect(last.status).toBe(302);
    const answer = last.toApp!.searchParams;
    expect([...answer.keys()]).toEqual(['code', 'client_info', 'state', 'session_state']);
    expect(answer.get('state')).toBe(state);
    expect(JSON.parse(Buffer.from(answer.get('client_info')!, 'base64url').toString())).toEqual({
      uid: id,
      utid: tenant.id,
    });
    const token = await bench.redeem(last, 'desktop');
    expect(token).toMatchObject({
      token_type: 'Bearer',
      scope: expect.stringContaining('User.Read') as string,
    });
    const claims = JSON.parse(
      Buffer.from(String(token['id_token']).split('.')[1]!, 'base64url').toString(),
    ) as Record<string, unknown>;
    expect(claims).toMatchObject({ oid: id, sid: answer.get('session_state') });
  });

  it('is watched as a secret', async () => {
    const page = await bench.signIn(await bench.browser.open(bench.authorizeUrl('desktop')), 'alice');
    expect(bench.world.canaries.find(page.toApp!.href)).not.toEqual([]);
  });

  it('goes to any port of a loopback address, and to a custom scheme', async () => {
    const redirect_uri = 'http://localhost:49152';
    const first = await bench.browser.open(bench.authorizeUrl('desktop', { redirect_uri }));
    const { toApp } = await bench.signIn(first, 'alice');
    expect(toApp?.href).toMatch(/^http:\/\/localhost:49152\/\?code=/);
    const scheme = await bench.browser.open(
      bench.authorizeUrl('desktop', { redirect_uri: 'msal1234://auth' }),
    );
    expect(scheme.toApp?.href).toMatch(/^msal1234:\/\/auth\?code=/);
  });

  it('goes behind the query that a redirect URI has, or into the fragment', async () => {
    const first = await bench.browser.open(bench.authorizeUrl('web', {}, 'organizations'));
    const { toApp } = await bench.signIn(first, 'frank');
    expect(toApp?.href).toMatch(/^https:\/\/web\.test\/cb\?x=1&code=/);
    const fragment = await bench.browser.open(
      bench.authorizeUrl('web', { response_mode: 'fragment' }, 'common'),
    );
    expect(fragment.toApp?.href).toMatch(/^https:\/\/web\.test\/cb\?x=1#code=/);
  });

  it('is posted by a form with form_post', async () => {
    const state = '"><script>';
    const first = await bench.browser.open(
      bench.authorizeUrl('desktop', { response_mode: 'form_post', state }),
    );
    const page = await bench.signIn(first, 'alice');
    expect(page).toMatchObject({ name: 'form-post', status: 200, action: 'http://localhost' });
    expect(page.fields).toMatchObject({ code: expect.any(String) as string, state });
    expect(page.html).not.toContain('"><script>');
  });

  it('can be asked for with POST', async () => {
    const url = bench.authorizeUrl('desktop');
    const response = await bench.fetch(new URL(url.pathname, url), {
      method: 'POST',
      body: url.searchParams,
    });
    expect(await response.text()).toContain('data-page="username"');
  });
});

describe('tokens from the authorize endpoint', () => {
  it('id_token and token come in the fragment, bound to each other', async () => {
    const first = await bench.browser.open(
      bench.authorizeUrl('desktop', { response_type: 'code id_token token', nonce: 'n-1', state: 's' }),
    );
    const { toApp } = await bench.signIn(first, 'alice');
    const answer = new URLSearchParams(toApp!.hash.slice(1));
    expect([...answer.keys()]).toEqual([
      'code',
      'access_token',
      'token_type',
      'expires_in',
      'scope',
      'id_token',
      'state',
      'session_state',
    ]);
    const claims = JSON.parse(
      Buffer.from(answer.get('id_token')!.split('.')[1]!, 'base64url').toString(),
    ) as Record<string, unknown>;
    expect(claims).toMatchObject({
      nonce: 'n-1',
      at_hash: expect.any(String) as string,
      c_hash: expect.any(String) as string,
    });
  });
});
