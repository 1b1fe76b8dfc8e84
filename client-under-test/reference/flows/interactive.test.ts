import { expect, test } from 'vitest';
import { sha256Base64url } from '../encoding.ts';
import { createPublicClientApplication } from '../public-client.ts';
import { systemRandom } from '../random.ts';
import {
  authority,
  clientId,
  fakeClock,
  oauthError,
  scriptedNetwork,
  userToken,
  type Script,
} from '../test-doubles.ts';
import type { Browser } from './interactive.ts';

function setUp(browser: Browser | undefined, answer: Script = userToken(), options: object = {}) {
  const script = scriptedNetwork(answer);
  const app = createPublicClientApplication({
    clientId,
    authority,
    clock: fakeClock(),
    random: systemRandom,
    network: script.network,
    browser,
    ...options,
  });
  return { app, script };
}

/** A browser that comes straight back with what `answer` makes of the request. */
function returning(
  answer: (asked: URLSearchParams) => Record<string, string>,
  how: 'form_post' | 'query' = 'form_post',
) {
  const seen: { asked?: URLSearchParams } = {};
  const page = Promise.withResolvers<{ status: number; text: string }>();
  const browser: Browser = async (url) => {
    seen.asked = new URL(url).searchParams;
    const back = new URLSearchParams(answer(seen.asked));
    const redirectUri = seen.asked.get('redirect_uri') ?? '';
    const response =
      how === 'query'
        ? await fetch(`${redirectUri}/?${back.toString()}`)
        : await fetch(redirectUri, { method: 'POST', body: back });
    page.resolve({ status: response.status, text: await response.text() });
    return 'closed';
  };
  return { browser, seen, page: page.promise };
}

const withCode = (asked: URLSearchParams) => ({ code: 'the-code', state: asked.get('state') ?? '' });

test.each(['form_post', 'query'] as const)(
  'a code that comes back by %s is redeemed with its verifier',
  async (how) => {
    const { browser, seen } = returning(withCode, how);
    const { app, script } = setUp(browser);
    const result = await app.acquireTokenInteractive({
      scopes: ['User.Read'],
      loginHint: 'ada@contoso.test',
    });
    expect(result).toMatchObject({ accessToken: 'user-at-1', account: { username: 'ada@contoso.test' } });

    expect(Object.fromEntries(seen.asked ?? [])).toMatchObject({
      redirect_uri: expect.stringMatching(/^http:\/\/localhost:\d+$/) as string,
      response_mode: 'form_post',
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[0-9a-f-]{72}$/) as string,
      prompt: 'select_account',
      login_hint: 'ada@contoso.test',
    });
    const form = script.sent[0]?.form;
    const verifier = form?.get('code_verifier') ?? '';
    expect(verifier).toMatch(/^[\w-]{128}$/);
    expect(sha256Base64url(verifier)).toBe(seen.asked?.get('code_challenge'));
    expect(form?.get('code')).toBe('the-code');
    expect(form?.get('redirect_uri')).toBe(seen.asked?.get('redirect_uri'));
  },
);

test.each<[string, Record<string, string>, object]>([
  ['state_mismatch', { code: 'c', state: 'other' }, { name: 'MsalClientException' }],
  ['state_mismatch', { code: 'c' }, { name: 'MsalClientException' }],
  [
    'authentication_canceled',
    { error: 'access_denied', error_subcode: 'cancel', error_description: 'AADSTS65004: Declined.' },
    {
      name: 'MsalClientException',
      oauthError: 'access_denied',
      message: expect.stringContaining('AADSTS65004') as string,
    },
  ],
  ['no_prompt_failed', { error: 'login_required' }, { classification: 'prompt_never_failed' }],
  [
    'access_denied',
    { error: 'access_denied', error_description: 'AADSTS65004: User declined to consent.' },
    { name: 'MsalServiceException', oauthError: 'access_denied', errorCodes: [65004] },
  ],
])('%s ends the sign-in and no code is redeemed (%o)', async (code, back, error) => {
  const { app, script } = setUp(returning(() => back).browser);
  await expect(app.acquireTokenInteractive({ scopes: [] })).rejects.toMatchObject({ code, ...error });
  expect(script.sent).toHaveLength(0);
});

test('the page the person sees holds nothing of the request', async () => {
  const script = '<script>alert(1)</script>';
  const { browser, page } = returning(() => ({ error: script, error_description: script }));
  await setUp(browser)
    .app.acquireTokenInteractive({ scopes: [] })
    .catch(() => undefined);
  const { text } = await page;
  expect(text).toContain('did not succeed');
  expect(text).not.toContain('alert');
});

test('requests that are no answer are turned away, and the sign-in goes on', async () => {
  const { browser, page } = returning(withCode);
  const others: number[] = [];
  const { app } = setUp(async (url) => {
    const redirectUri = new URL(url).searchParams.get('redirect_uri') ?? '';
    const requests = [
      fetch(`${redirectUri}/favicon.ico`),
      fetch(redirectUri),
      fetch(redirectUri, { method: 'PUT', body: 'code=x' }),
    ];
    others.push(...(await Promise.all(requests)).map(({ status }) => status));
    return browser(url);
  });
  await app.acquireTokenInteractive({ scopes: [] });
  expect(others).toEqual([404, 404, 404]);
  expect((await page).status).toBe(200);
});

test('a path of the redirect URI is kept', async () => {
  const { browser, seen } = returning(withCode);
  await setUp(browser, userToken(), { redirectUri: 'http://localhost/after' }).app.acquireTokenInteractive({
    scopes: [],
  });
  expect(seen.asked?.get('redirect_uri')).toMatch(/^http:\/\/localhost:\d+\/after$/);
});

test.each<[string, Browser | undefined, object]>([
  ['browser_required', undefined, {}],
  ['loopback_redirect_uri', async () => {}, { redirectUri: 'https://app.test/' }],
  ['authentication_canceled', () => Promise.resolve('closed'), {}],
])('%s', async (code, browser, options) => {
  const { app } = setUp(browser, userToken(), options);
  await expect(app.acquireTokenInteractive({ scopes: [] })).rejects.toMatchObject({ code });
});

test('a browser that cannot be opened fails the call with its own error', async () => {
  const { app } = setUp(() => Promise.reject(new Error('no display')));
  await expect(app.acquireTokenInteractive({ scopes: [] })).rejects.toThrow('no display');
});

test('an abort ends the wait, and the port is free again', async () => {
  const abort = new AbortController();
  let redirectUri = '';
  const { app } = setUp((url) => {
    redirectUri = new URL(url).searchParams.get('redirect_uri') ?? '';
    abort.abort(new Error('enough'));
    return Promise.resolve();
  });
  await expect(app.acquireTokenInteractive({ scopes: [], signal: abort.signal })).rejects.toThrow('enough');
  await expect(fetch(redirectUri)).rejects.toThrow();
});

test('a code that the authority refuses fails the call', async () => {
  const { app } = setUp(returning(withCode).browser, oauthError('invalid_grant'));
  await expect(app.acquireTokenInteractive({ scopes: [] })).rejects.toMatchObject({ code: 'invalid_grant' });
});
