import { beforeEach, describe, expect, it } from 'vitest';
import { testBench, type TestBench } from './test-world.ts';

let bench: TestBench;
beforeEach(async () => {
  bench = await testBench();
});

const open = (parameters?: Record<string, string | undefined>, app = 'desktop', tenant?: string) =>
  bench.browser.open(bench.authorizeUrl(app, parameters, tenant));

const signedIn = async (...names: string[]) => {
  for (const name of names) await bench.signIn(await open({ prompt: 'login' }), name);
};

const error = async (parameters: Record<string, string>, app?: string, tenant?: string) => {
  const { toApp } = await open({ prompt: 'none', ...parameters }, app, tenant);
  const answer = toApp?.searchParams;
  return [answer?.get('error'), /^AADSTS\d+/.exec(answer?.get('error_description') ?? '')?.[0]];
};

describe('the session cookie', () => {
  it('is out of reach of scripts, and fit for hidden frames over https', async () => {
    const page = await open();
    const cookie = page.headers.getSetCookie().find((line) => line.startsWith('mock-session-'));
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=None; Secure$/);
  });

  it('works over http too', async () => {
    const url = bench.authorizeUrl('desktop');
    url.protocol = 'http:';
    const page = await bench.browser.open(url);
    const cookie = page.headers.getSetCookie().find((line) => line.startsWith('mock-session-'));
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('made up by the browser is worth nothing', async () => {
    await signedIn('alice');
    const stranger = bench.newBrowser();
    stranger.cookies.set(
      [...bench.browser.cookies.keys()].find((name) => name.startsWith('mock-session-'))!,
      'x',
    );
    expect(await stranger.open(bench.authorizeUrl('desktop'))).toMatchObject({ name: 'username' });
  });
});

describe('a second request', () => {
  it('is answered at once for the only account', async () => {
    await signedIn('alice');
    const { toApp } = await open();
    expect(toApp?.searchParams.has('code')).toBe(true);
  });

  it('asks which of several accounts', async () => {
    await signedIn('alice', 'amy');
    const picker = await open();
    expect(picker.name).toBe('picker');
    const [alice, amy] = [bench.user('alice'), bench.user('amy')];
    expect(picker.buttons).toEqual([`pick:${alice.id}`, `pick:${amy.id}`, 'use-another', 'cancel']);
    const done = await bench.browser.press(picker, `pick:${amy.id}`);
    expect(done.toApp?.searchParams.has('code')).toBe(true);
  });

  it('takes nobody from the picker who is not signed in', async () => {
    await signedIn('alice');
    const picker = await open({ prompt: 'select_account' });
    const page = await bench.browser.press(picker, `pick:${bench.user('amy').id}`);
    expect(page).toMatchObject({ name: 'picker', toApp: undefined });
  });

  it('offers another account', async () => {
    await signedIn('alice');
    const picker = await open({ prompt: 'select_account' });
    const page = await bench.browser.press(picker, 'use-another');
    const done = await bench.signIn(page, 'amy');
    expect(done.toApp?.searchParams.has('code')).toBe(true);
  });

  it('shows the picker when nobody who is signed in may enter', async () => {
    await bench.signIn(await open({}, 'web', 'common'), 'frank');
    expect(await open()).toMatchObject({ name: 'picker' });
  });
});

describe('prompt and hints', () => {
  it('login forces the password', async () => {
    await signedIn('alice');
    expect(await open({ prompt: 'login' })).toMatchObject({ name: 'username' });
    const hinted = await open({ prompt: 'login', login_hint: bench.user('alice').upn });
    expect(hinted).toMatchObject({ name: 'password' });
  });

  it('select_account shows the picker, or asks for a name when there is nobody to pick', async () => {
    expect(await open({ prompt: 'select_account' })).toMatchObject({ name: 'username' });
    await signedIn('alice');
    expect(await open({ prompt: 'select_account' })).toMatchObject({ name: 'picker' });
  });

  it('create leads to the sign-in', async () => {
    expect(await open({ prompt: 'create' })).toMatchObject({ name: 'username' });
  });

  it('login_hint goes to the password of that user, or picks the signed-in one', async () => {
    await signedIn('alice', 'amy');
    const hinted = await open({ login_hint: bench.user('bob').upn });
    expect(hinted).toMatchObject({ name: 'password' });
    expect(hinted.text).toContain(bench.user('bob').upn);
    const known = await open({ login_hint: bench.user('amy').upn.toUpperCase(), client_info: '1' });
    const info = Buffer.from(known.toApp!.searchParams.get('client_info')!, 'base64url').toString();
    expect(JSON.parse(info)).toMatchObject({ uid: bench.user('amy').id });
  });

  it('login_hint of nobody stands in the field, harmless', async () => {
    const login_hint = `"><script>alert(1)</script>`;
    const page = await open({ login_hint });
    expect(page.fields['username']).toBe(login_hint);
    expect(page.html).not.toContain('<script>');
  });
});

describe('prompt=none', () => {
  it('never shows a page', async () => {
    expect(await error({})).toEqual(['login_required', 'AADSTS50058']);
    expect(await error({ prompt: 'attempt_none' })).toEqual(['login_required', 'AADSTS50058']);
    await signedIn('alice');
    expect((await open({ prompt: 'none' })).toApp?.searchParams.has('code')).toBe(true);
    expect(await error({ login_hint: bench.user('amy').upn })).toEqual(['login_required', 'AADSTS50058']);
    await signedIn('amy');
    expect(await error({})).toEqual(['interaction_required', 'AADSTS16000']);
  });

  it('is told that consent is needed', async () => {
    await signedIn('alice');
    expect(await error({}, 'asking')).toEqual(['consent_required', 'AADSTS65001']);
  });

  it('follows the session id of an earlier answer', async () => {
    const first = await bench.signIn(await open(), 'alice');
    const sid = first.toApp!.searchParams.get('session_state')!;
    const again = await open({ prompt: 'none', sid });
    expect(again.toApp?.searchParams.get('session_state')).toBe(sid);
    expect(await error({ sid: 'another' })).toEqual(['login_required', 'AADSTS50058']);
  });
});

describe('revoking a user', () => {
  it('ends the session, and a new sign-in begins a new one', async () => {
    await signedIn('alice', 'amy');
    bench.world.revoke(bench.user('alice'));
    expect(await error({ login_hint: bench.user('alice').upn })).toEqual(['login_required', 'AADSTS50058']);
    expect((await open({ prompt: 'none' })).toApp?.searchParams.has('code')).toBe(true);
    await signedIn('alice');
    expect(await open()).toMatchObject({ name: 'picker' });
  });
});
