import { beforeEach, describe, expect, it } from 'vitest';
import { testBench, type TestBench } from '../sign-in/test-world.ts';

let bench: TestBench;
beforeEach(async () => {
  bench = await testBench();
  await bench.signIn(await bench.browser.open(bench.authorizeUrl('desktop')), 'alice');
});

const logout = (parameters: Record<string, string> = {}) => {
  const url = new URL(
    `https://login.microsoftonline.com/${bench.user('alice').tenant.id}/oauth2/v2.0/logout`,
  );
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return bench.browser.open(url);
};

const next = () => bench.browser.open(bench.authorizeUrl('desktop'));

describe('logout', () => {
  it('ends the session and says so', async () => {
    expect(await logout({ id_token_hint: 'anything', logout_hint: 'nobody' })).toMatchObject({
      name: 'logout',
    });
    expect([...bench.browser.cookies.keys()].filter((name) => name.startsWith('mock-session-'))).toEqual([]);
    expect(await next()).toMatchObject({ name: 'username' });
  });

  it('goes back to a registered address, with the state', async () => {
    const page = await logout({ post_logout_redirect_uri: 'https://web.test/cb?x=1', state: 'a&b' });
    expect(page.toApp?.href).toBe('https://web.test/cb?x=1&state=a%26b');
    const loopback = await logout({ post_logout_redirect_uri: 'http://localhost:3000' });
    expect(loopback.toApp?.href).toBe('http://localhost:3000/');
  });

  it.each(['https://evil.example/', 'https://web.test/cb', 'javascript:alert(1)', '//evil.example', ''])(
    'goes nowhere for %j',
    async (uri) => {
      const page = await logout({ post_logout_redirect_uri: uri });
      expect(page).toMatchObject({ name: 'logout', toApp: undefined });
    },
  );

  it('signs out only the account that logout_hint names', async () => {
    await bench.signIn(await bench.browser.open(bench.authorizeUrl('desktop', { prompt: 'login' })), 'amy');
    await logout({ logout_hint: bench.user('alice').upn });
    const { toApp } = await bench.browser.open(bench.authorizeUrl('desktop', { client_info: '1' }));
    const info = Buffer.from(toApp!.searchParams.get('client_info')!, 'base64url').toString();
    expect(JSON.parse(info)).toMatchObject({ uid: bench.user('amy').id });
  });
});
