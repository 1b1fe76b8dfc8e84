import { beforeEach, describe, expect, it } from 'vitest';
import type { SeenPage } from '../sign-in/test-browser.ts';
import { hostileName, testBench, type TestBench } from '../sign-in/test-world.ts';

let bench: TestBench;
beforeEach(async () => {
  bench = await testBench();
});

const post = async (path: string, body: Record<string, string>) => {
  const response = await bench.fetch(`https://login.microsoftonline.com/${path}`, {
    method: 'POST',
    body: new URLSearchParams(body),
  });
  return (await response.json()) as Record<string, string>;
};

const device = async (app = 'desktop', tenant = bench.app(app).tenant.id) => {
  const client_id = bench.app(app).clientId;
  const codes = await post(`${tenant}/oauth2/v2.0/devicecode`, { client_id, scope: 'openid User.Read' });
  return {
    userCode: codes['user_code']!,
    page: await bench.browser.open(codes['verification_uri']!),
    poll: () =>
      post(`${tenant}/oauth2/v2.0/token`, {
        client_id,
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: codes['device_code']!,
      }),
  };
};

const type = (page: SeenPage, user_code: string) => bench.browser.press(page, 'next', { user_code });

describe('the device page', () => {
  it('lets a device in: code, sign-in, confirmation', async () => {
    const { userCode, page, poll } = await device();
    expect(page.name).toBe('device-code');
    const username = await type(page, userCode);
    expect(username.name).toBe('username');
    const confirm = await bench.signIn(username, 'alice');
    expect(confirm).toMatchObject({ name: 'device-confirm', buttons: ['confirm', 'decline'] });
    expect(confirm.text).toContain(bench.app('desktop').displayName);
    expect(await poll()).toMatchObject({ error: 'authorization_pending' });
    expect(await bench.browser.press(confirm, 'confirm')).toMatchObject({ name: 'done' });
    expect(await poll()).toHaveProperty('access_token');
  });

  it('is also below common', async () => {
    const { userCode } = await device();
    const page = await bench.browser.open('https://login.microsoftonline.com/common/oauth2/deviceauth');
    expect(await type(page, userCode)).toMatchObject({ name: 'username' });
  });

  it('takes the code in lower case, with spaces, dashes and dots', async () => {
    const { userCode, page } = await device();
    const typed = ` ${userCode.slice(0, 3)}-${userCode.slice(3, 6)} ${userCode.slice(6)}. `.toLowerCase();
    expect(await type(page, typed)).toMatchObject({ name: 'username' });
  });

  it('says so when the code is wrong, has been used, or has expired', async () => {
    const { userCode, page } = await device();
    const wrong = await type(page, `"><script>`);
    expect(wrong).toMatchObject({ name: 'device-code', aadsts: '70018' });
    expect(wrong.fields['user_code']).toBe(`"><script>`);
    expect(wrong.html).not.toContain('<script>');
    bench.world.completeDeviceCode(userCode, bench.user('alice'));
    expect(await type(wrong, userCode)).toMatchObject({ name: 'device-code', aadsts: '70018' });
    const later = await device();
    bench.world.clock.advance(900_000);
    expect(await type(later.page, later.userCode)).toMatchObject({ name: 'device-code', aadsts: '70020' });
  });

  it('does nothing with a code that comes without the form and cookie of this browser', async () => {
    const { userCode, page } = await device();
    for (const flow of ['', 'x'.repeat(32)]) {
      const again = await bench.browser.press(page, 'next', { user_code: userCode, flow });
      expect(again).toMatchObject({ name: 'device-code', aadsts: '165000' });
      expect(again.fields['user_code']).toBe(userCode);
    }
    const strangers = await bench.newBrowser().press(page, 'next', { user_code: userCode });
    expect(strangers).toMatchObject({ name: 'device-code', aadsts: '165000' });
    expect(await bench.browser.press(page, 'confirm', { flow: 'x' })).toMatchObject({ name: 'device-code' });
  });

  it('opened where no world is known, shows the code again in the world that it belongs to', async () => {
    const { userCode, poll } = await device();
    const stray = bench.strayBrowser();
    const again = await stray.press(await stray.open('https://microsoft.com/devicelogin'), 'next', {
      user_code: userCode,
    });
    expect(again).toMatchObject({ name: 'device-code', aadsts: '165000' });
    const username = await stray.press(again, 'next');
    const confirm = await bench.signIn(username, 'alice', stray);
    await stray.press(confirm, 'confirm');
    expect(await poll()).toHaveProperty('access_token');
  });

  it('tells the device no when the user declines or cancels', async () => {
    const declined = await device();
    const confirm = await bench.signIn(await type(declined.page, declined.userCode), 'alice');
    expect(await bench.browser.press(confirm, 'decline')).toMatchObject({ name: 'done' });
    expect(await declined.poll()).toMatchObject({ error: 'authorization_declined' });
    const cancelled = await device();
    const picker = await type(cancelled.page, cancelled.userCode);
    expect(picker.name).toBe('picker');
    expect(await bench.browser.press(picker, 'cancel')).toMatchObject({ name: 'done' });
    expect(await cancelled.poll()).toMatchObject({ error: 'authorization_declined' });
  });

  it('asks for the second proof and for consent before it asks about the device', async () => {
    const { userCode, page, poll } = await device('asking');
    const mfa = await bench.signIn(await type(page, userCode), 'bob');
    expect(mfa.name).toBe('mfa');
    const consent = await bench.browser.press(mfa, 'approve');
    expect(consent.name).toBe('consent');
    const confirm = await bench.browser.press(consent, 'accept');
    expect(confirm.name).toBe('device-confirm');
    expect(confirm.html).not.toContain(hostileName);
    expect(confirm.text).toContain('alert');
    await bench.browser.press(confirm, 'confirm');
    expect(await poll()).toHaveProperty('access_token');
  });

  it('cannot be confirmed past the sign-in, nor after the code was decided elsewhere', async () => {
    const { userCode, page, poll } = await device();
    const username = await type(page, userCode);
    expect(await bench.browser.press(username, 'confirm')).toMatchObject({ name: 'error', aadsts: '165000' });
    expect(await poll()).toMatchObject({ error: 'authorization_pending' });
    const confirm = await bench.signIn(username, 'alice');
    bench.world.declineDeviceCode(userCode);
    expect(await bench.browser.press(confirm, 'confirm')).toMatchObject({ name: 'error', aadsts: '70018' });
  });

  it('keeps out users of another tenant', async () => {
    const { userCode, page } = await device();
    const refused = await bench.signIn(await type(page, userCode), 'frank');
    expect(refused).toMatchObject({ name: 'error', aadsts: '50020' });
  });
});
