import { expect, test } from 'vitest';
import { createPublicClientApplication } from '../public-client.ts';
import {
  authority,
  clientId,
  fakeClock,
  oauthError,
  scriptedNetwork,
  tenantId,
  userToken,
  type Script,
} from '../test-doubles.ts';
import type { DeviceCodeInfo } from './device-code.ts';

const code = {
  user_code: 'ABCD',
  device_code: 'secret-device-code',
  verification_uri: 'https://microsoft.com/devicelogin',
  expires_in: 20,
  interval: 5,
  message: 'Go there.',
};
const pending = oauthError('authorization_pending', { error_codes: [70016] });

function setUp(...answers: Script[]) {
  const clock = fakeClock();
  const script = scriptedNetwork(...answers);
  const shown: DeviceCodeInfo[] = [];
  const app = createPublicClientApplication({ clientId, authority, clock, network: script.network });
  const acquire = (more = {}) =>
    app.acquireTokenByDeviceCode({
      scopes: ['User.Read'],
      deviceCodeCallback: (info) => void shown.push(info),
      ...more,
    });
  return { app, acquire, clock, script, shown };
}

test('the code is shown, polled for at once and then at the interval, until the user has signed in', async () => {
  const { app, acquire, clock, script, shown } = setUp({ body: code }, pending, pending, userToken());
  const expiresOn = clock.now() + 20_000;
  const result = await acquire();
  expect(result.accessToken).toBe('user-at-1');
  expect(shown).toEqual([
    {
      userCode: 'ABCD',
      verificationUri: 'https://microsoft.com/devicelogin',
      message: 'Go there.',
      expiresOn,
      expiresInSeconds: 20,
      intervalSeconds: 5,
    },
  ]);
  expect(clock.slept).toEqual([5000, 5000]);
  const [request, poll] = script.sent;
  expect(request?.url).toBe(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/devicecode`);
  expect(Object.fromEntries(request?.form ?? [])).toEqual({
    client_id: clientId,
    scope: 'offline_access openid profile User.Read',
  });
  expect(Object.fromEntries(poll?.form ?? [])).toEqual({
    client_id: clientId,
    scope: 'offline_access openid profile User.Read',
    grant_type: 'device_code',
    client_info: '1',
    device_code: 'secret-device-code',
  });
  expect(new Set(script.sent.map(({ headers }) => headers['client-request-id'])).size).toBe(1);
  expect(await app.getAccounts()).toHaveLength(1);
});

test('slow_down makes the interval five seconds longer from then on', async () => {
  const { acquire, clock } = setUp(
    { body: { ...code, expires_in: 60 } },
    oauthError('slow_down'),
    pending,
    userToken(),
  );
  await acquire();
  expect(clock.slept).toEqual([10_000, 10_000]);
});

test('the client stops by its own clock when the code has expired', async () => {
  const { acquire, clock, script } = setUp({ body: code }, pending, pending, pending, pending);
  await expect(acquire()).rejects.toMatchObject({ name: 'MsalClientException', code: 'code_expired' });
  expect(clock.slept).toEqual([5000, 5000, 5000, 5000]);
  expect(script.sent).toHaveLength(5);
});

test.each(['authorization_declined', 'expired_token', 'bad_verification_code'])(
  '%s ends the flow',
  async (error) => {
    const { acquire, clock } = setUp({ body: code }, oauthError(error));
    await expect(acquire()).rejects.toMatchObject({ name: 'MsalServiceException', code: error });
    expect(clock.slept).toEqual([]);
  },
);

test.each<[string, Script, string]>([
  ['an error', oauthError('unauthorized_client'), 'unauthorized_client'],
  ['an error with status 200', oauthError('unauthorized_client', {}, 200), 'unauthorized_client'],
  ['something else', { body: { hello: 'world' } }, 'json_parse_failed'],
])(
  '%s from the device code endpoint ends the flow before anything is shown or polled',
  async (_, answer, error) => {
    const { acquire, script, shown } = setUp(answer);
    await expect(acquire()).rejects.toMatchObject({ code: error });
    expect(shown).toEqual([]);
    expect(script.sent).toHaveLength(1);
  },
);

test('older names and missing members of the answer are understood', async () => {
  const { verification_uri, ...rest } = code;
  const old = { ...rest, interval: undefined };
  const { acquire, shown } = setUp(
    { body: { ...old, verification_url: verification_uri, expires_in: '900' } },
    userToken(),
  );
  await acquire();
  expect(shown[0]).toMatchObject({
    verificationUri: verification_uri,
    intervalSeconds: 5,
    expiresInSeconds: 900,
  });
});

test('an abort between polls ends the flow', async () => {
  const abort = new AbortController();
  const { acquire, clock } = setUp({ body: code }, () => {
    abort.abort(new Error('enough'));
    return pending;
  });
  await expect(acquire({ signal: abort.signal })).rejects.toThrow('enough');
  expect(clock.slept).toHaveLength(1);
});
