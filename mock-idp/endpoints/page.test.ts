import { beforeEach, describe, expect, it } from 'vitest';
import { hostileName, testBench, type TestBench } from '../sign-in/test-world.ts';

let bench: TestBench;
beforeEach(async () => {
  bench = await testBench();
});

const open = (app: string, parameters?: Record<string, string | undefined>, tenant?: string) =>
  bench.browser.open(bench.authorizeUrl(app, parameters, tenant));

describe('a form of the sign-in', () => {
  it('is refused without its flow id, with a wrong one, and with that of another browser', async () => {
    const page = await open('desktop');
    const alice = { username: bench.user('alice').upn };
    const others = bench.newBrowser();
    const othersPage = await others.open(bench.authorizeUrl('desktop'));
    for (const flow of ['', 'x'.repeat(32), othersPage.fields['flow']!]) {
      const refused = await bench.browser.press(page, 'next', { ...alice, flow });
      expect(refused).toMatchObject({ name: 'error', aadsts: '165000', status: 400 });
    }
    expect(await bench.newBrowser().press(page, 'next', alice)).toMatchObject({ aadsts: '165000' });
    expect(await bench.browser.press(page, 'next', alice)).toMatchObject({ name: 'password' });
  });

  it('is refused at another path than its own, after an hour, and once it has led to an answer', async () => {
    const page = await open('desktop');
    const password = await bench.browser.press(page, 'next', { username: bench.user('alice').upn });
    const typed = { password: bench.user('alice').password };
    const elsewhere = { ...password, action: '/common/login' };
    expect(await bench.browser.press(elsewhere, 'signin', typed)).toMatchObject({ aadsts: '165000' });
    expect((await bench.browser.press(password, 'signin', typed)).toApp).toBeDefined();
    expect(await bench.browser.press(password, 'signin', typed)).toMatchObject({ aadsts: '165000' });
    const late = await open('desktop', { prompt: 'login' });
    bench.world.clock.advance(60 * 60 * 1000);
    expect(await bench.browser.press(late, 'next', {})).toMatchObject({ aadsts: '165000' });
  });

  it('is refused when its button belongs to a later page', async () => {
    for (const action of ['accept', 'approve', 'confirm', 'signin', 'fly', '']) {
      const page = await open('asking');
      expect(await bench.browser.press(page, action)).toMatchObject({ name: 'error', aadsts: '165000' });
    }
  });

  it('does not take a consent before the second proof', async () => {
    const page = await bench.signIn(await open('asking'), 'bob');
    expect(page.name).toBe('mfa');
    expect(await bench.browser.press(page, 'accept')).toMatchObject({ aadsts: '165000' });
    expect(await bench.browser.press(page, 'approve')).toMatchObject({ name: 'consent' });
  });
});

describe('user name and password', () => {
  it('says AADSTS50034 for a name nobody has, and keeps what was typed', async () => {
    const username = `"><b>nobody</b>@contoso.example`;
    const page = await bench.browser.press(await open('desktop'), 'next', { username });
    expect(page).toMatchObject({ name: 'username', aadsts: '50034' });
    expect(page.fields['username']).toBe(username);
    expect(page.html).not.toContain('<b>nobody');
  });

  it('says AADSTS50126 for a wrong password and lets one try again', async () => {
    const named = await bench.browser.press(await open('desktop'), 'next', {
      username: bench.user('alice').upn,
    });
    const wrong = await bench.browser.press(named, 'signin', { password: 'guess' });
    expect(wrong).toMatchObject({ name: 'password', aadsts: '50126' });
    expect(wrong.text).toContain('The user name or the password is wrong.');
    expect(wrong.html).not.toContain('guess');
    const right = await bench.browser.press(wrong, 'signin', { password: bench.user('alice').password });
    expect(right.toApp?.searchParams.has('code')).toBe(true);
  });

  it.each([
    ['dan', '50057'],
    ['lou', '50053'],
    ['eve', '50055'],
  ])('keeps %s out with AADSTS%s', async (name, aadsts) => {
    expect(await bench.signIn(await open('desktop'), name)).toMatchObject({ name: 'password', aadsts });
  });

  it('tells nobody without the password that an account is disabled', async () => {
    const named = await bench.browser.press(await open('desktop'), 'next', {
      username: bench.user('dan').upn,
    });
    expect(await bench.browser.press(named, 'signin', { password: '' })).toMatchObject({ aadsts: '50126' });
  });

  it('go back to the beginning with another account', async () => {
    const named = await bench.browser.press(await open('desktop'), 'next', {
      username: bench.user('amy').upn,
    });
    const again = await bench.browser.press(named, 'use-another');
    expect(again).toMatchObject({ name: 'username', aadsts: undefined });
    expect(again.fields['username']).toBe('');
  });

  it('of another tenant are no use at a tenant, AADSTS50020', async () => {
    const page = await bench.signIn(await open('desktop'), 'frank');
    expect(page).toMatchObject({ name: 'error', aadsts: '50020', toApp: undefined });
    expect(page.text).toContain('frank@fabrikam.example');
  });

  it('lead home from common', async () => {
    const page = await bench.signIn(await open('web', { client_info: '1' }, 'common'), 'frank');
    const info = Buffer.from(page.toApp!.searchParams.get('client_info')!, 'base64url').toString();
    expect(JSON.parse(info)).toMatchObject({ utid: bench.user('frank').tenant.id });
  });

  it('Cancel tells the app', async () => {
    const page = await bench.browser.press(await open('desktop', { state: 's' }), 'cancel');
    expect(Object.fromEntries(page.toApp!.searchParams)).toMatchObject({
      error: 'access_denied',
      error_subcode: 'cancel',
      state: 's',
    });
  });
});

describe('the second proof', () => {
  it('is asked of who must give it, and then the sign-in goes on', async () => {
    const page = await bench.signIn(await open('desktop'), 'bob');
    expect(page).toMatchObject({ name: 'mfa', toApp: undefined });
    const done = await bench.browser.press(page, 'approve');
    expect(done.toApp?.searchParams.has('code')).toBe(true);
  });

  it('is needed for a session: the password alone signs nobody in', async () => {
    await bench.signIn(await open('desktop'), 'bob');
    expect(await open('desktop')).toMatchObject({ name: 'username' });
  });
});

describe('consent', () => {
  it('is asked once, names app and scopes, and is remembered', async () => {
    const page = await bench.signIn(await open('asking'), 'alice');
    expect(page.name).toBe('consent');
    expect(page.text).toContain('Sign you in and read your profile');
    expect(page.html).not.toContain(hostileName);
    const done = await bench.browser.press(page, 'accept');
    expect(await bench.redeem(done, 'asking')).toHaveProperty('access_token');
    const second = await bench.newBrowser().open(bench.authorizeUrl('asking'));
    expect((await open('asking')).toApp?.searchParams.has('code')).toBe(true);
    expect(second.name).toBe('username');
  });

  it('refused, the app hears AADSTS65004', async () => {
    const page = await bench.signIn(await open('asking', { state: 's' }), 'alice');
    const { toApp } = await bench.browser.press(page, 'cancel');
    const answer = Object.fromEntries(toApp!.searchParams);
    expect(answer).toMatchObject({ error: 'access_denied', error_subcode: 'cancel', state: 's' });
    expect(answer['error_description']).toContain('AADSTS65004');
  });

  it('is asked again with prompt=consent', async () => {
    const page = await bench.signIn(await open('desktop', { prompt: 'consent' }), 'alice');
    expect(page.name).toBe('consent');
    expect((await bench.browser.press(page, 'accept')).toApp?.searchParams.has('code')).toBe(true);
  });
});

describe('every page', () => {
  it('comes with a policy, is not framed and not stored', async () => {
    const pages = [await open('desktop'), await open('desktop', { redirect_uri: 'https://evil.example' })];
    for (const { headers } of pages) {
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cache-control')).toContain('no-store');
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    }
  });
});
