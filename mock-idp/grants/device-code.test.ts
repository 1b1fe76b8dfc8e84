import { beforeEach, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { aadsts, claimsOf, createProbe, type Probe } from '../testing/probe.ts';

const idp = createMockIdp();
let probe: Probe;
beforeEach(async () => {
  probe = await createProbe(undefined, { idp });
});

const start = async (app = 'desktop', tenant = probe.tenant('contoso').id) => {
  const { body } = await probe.post(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/devicecode`, {
    client_id: probe.app(app).clientId,
    scope: 'User.Read openid profile offline_access',
  });
  return { userCode: String(body['user_code']), deviceCode: String(body['device_code']) };
};

const poll = (
  device_code: string,
  {
    app = 'desktop',
    grant_type = 'device_code',
    tenant,
  }: { app?: string; grant_type?: string; tenant?: string } = {},
) => probe.token({ grant_type, client_id: probe.app(app).clientId, device_code, client_info: '1' }, tenant);

test('the client waits until the user has decided, then gets tokens once', async () => {
  const { userCode, deviceCode } = await start();
  const waiting = await poll(deviceCode);
  expect([waiting.status, waiting.body['error'], aadsts(waiting)]).toEqual([
    400,
    'authorization_pending',
    [70016],
  ]);
  probe.world.completeDeviceCode(userCode.toLowerCase(), probe.user('alice'));
  const { status, body } = await poll(deviceCode);
  expect(status).toBe(200);
  expect(claimsOf(body['id_token'])['oid']).toBe(probe.user('alice').id);
  expect(body).toHaveProperty('refresh_token');
  const again = await poll(deviceCode);
  expect([again.body['error'], aadsts(again)]).toEqual(['bad_verification_code', [70018]]);
});

test('both names of the grant are taken', async () => {
  const { deviceCode } = await start();
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
  expect(aadsts(await poll(deviceCode, { grant_type }))).toEqual([70016]);
});

test('polling fast is not punished, and the correlation id stays while the trace id changes', async () => {
  const { deviceCode } = await start();
  const answers = [await poll(deviceCode), await poll(deviceCode)];
  expect(answers.map(({ body }) => body['error'])).toEqual([
    'authorization_pending',
    'authorization_pending',
  ]);
  expect(answers[0]!.body['trace_id']).not.toBe(answers[1]!.body['trace_id']);
});

test('a user who declines ends it: authorization_declined', async () => {
  const { userCode, deviceCode } = await start();
  probe.world.declineDeviceCode(userCode);
  const answer = await poll(deviceCode);
  expect([answer.status, answer.body['error']]).toEqual([400, 'authorization_declined']);
});

test('a code lives fifteen minutes: expired_token', async () => {
  const { userCode, deviceCode } = await start();
  probe.world.clock.advance(899_999);
  expect(aadsts(await poll(deviceCode))).toEqual([70016]);
  probe.world.completeDeviceCode(userCode, probe.user('alice'));
  probe.world.clock.advance(1);
  const answer = await poll(deviceCode);
  expect([answer.body['error'], aadsts(answer)]).toEqual(['expired_token', [70020]]);
});

test('a code is good for the client that asked alone', async () => {
  const { deviceCode } = await start();
  expect(aadsts(await poll(deviceCode, { app: 'single' }))).toEqual([70018]);
  expect(aadsts(await poll('nonsense'))).toEqual([70018]);
});

test('asked at organizations, the token is for the home of the user', async () => {
  const { userCode, deviceCode } = await start('desktop', 'organizations');
  probe.world.completeDeviceCode(userCode, probe.user('fred'));
  const { body } = await poll(deviceCode, { tenant: 'organizations' });
  expect(claimsOf(body['access_token'])['tid']).toBe(probe.tenant('fabrikam').id);
});

test('a confidential client may ask for a code and is then told to prove itself', async () => {
  const { deviceCode } = await start('daemon');
  expect(aadsts(await poll(deviceCode, { app: 'daemon' }))).toEqual([7000218]);
});

test('user codes that are unknown or decided cannot be decided', async () => {
  expect(() => probe.world.declineDeviceCode('NOSUCH')).toThrow('No device code was issued');
  const { userCode } = await start();
  probe.world.declineDeviceCode(userCode);
  expect(() => probe.world.completeDeviceCode(userCode, probe.user('alice'))).toThrow('declined already');
});
