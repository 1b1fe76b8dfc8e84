import { beforeAll, expect, test } from 'vitest';
import { aadsts, createProbe, type Probe } from '../testing/probe.ts';

let probe: Probe;
beforeAll(async () => {
  probe = await createProbe();
});

const ask = (form: Record<string, string>, tenant = probe.tenant('contoso').id) =>
  probe.post(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/devicecode`, form);

test('the answer has the recorded members in the recorded order', async () => {
  const { status, body } = await ask({ client_id: probe.app('desktop').clientId, scope: 'User.Read openid' });
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual([
    'user_code',
    'device_code',
    'verification_uri',
    'expires_in',
    'interval',
    'message',
  ]);
  expect(body['user_code']).toMatch(/^[A-Z2-9]{9}$/);
  expect(body).toMatchObject({
    verification_uri: 'https://microsoft.com/devicelogin',
    expires_in: 900,
    interval: 5,
    message: `To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the code ${String(body['user_code'])} to authenticate.`,
  });
});

test.each([
  [{ scope: 'User.Read' }, 900144],
  [{ client_id: 'x', scope: 'User.Read' }, 700016],
])('%j is refused with AADSTS%i', async (form, code) => {
  expect(aadsts(await ask(form))).toEqual([code]);
});

test('a scope is needed, and one there is', async () => {
  const client_id = probe.app('desktop').clientId;
  expect(aadsts(await ask({ client_id }))).toEqual([900144]);
  expect(aadsts(await ask({ client_id, scope: 'No.Such.Scope' }))).toEqual([70011]);
});
