/** Clients that are wrong about device codes. */
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeAnswers, forgetAfter } from './changes.ts';
import {
  changeMembers,
  formOf,
  hasGrant,
  isDeviceRequest,
  membersOf,
  withBody,
  type Json,
} from './wire-edits.ts';

const grant = 'device_code';

/** Changes the answer of the device authorization endpoint. */
const changePrompt = (edit: (members: Json) => Json): Change =>
  changeAnswers((answer, request) => {
    const members = isDeviceRequest(request) ? membersOf(answer) : undefined;
    return members === undefined ? answer : withBody(answer, edit(members));
  });

const errorInsteadOf = (from: (error: string) => boolean, error: string): Change =>
  changeMembers(grant, (members) =>
    from(String(members['error'])) ? { error, error_description: 'see above' } : undefined,
  );

/** Asks for the token once more when it has it, without the device code. */
const asksOnceMore: Change = {
  network: (send) => async (request) => {
    const answer = await send(request);
    if (!hasGrant(request, grant) || answer.status !== 200) return answer;
    const form = formOf(request);
    form.delete('device_code');
    await send({ ...request, body: form.toString() });
    return answer;
  },
};

const waiting = [
  'authorization_pending',
  'slow_down',
  'expired_token',
  'authorization_declined',
  'undefined',
];
const noCode = {
  device_code: 'none',
  user_code: 'NONE',
  verification_uri: 'https://login.microsoft.com/device',
  expires_in: 900,
  interval: 5,
};

export const deviceCode: readonly BrokenClient[] = [
  broken(
    'asks-for-a-device-code-without-scopes',
    'It asks for a device code without the scopes of the caller.',
    ['DEVICE-001'],
    () => ({
      network: (send) => async (request) => {
        if (!isDeviceRequest(request)) return send(request);
        const form = formOf(request);
        form.set('scope', 'openid profile offline_access');
        return send({ ...request, body: form.toString() });
      },
    }),
  ),
  broken(
    'does-not-say-where-to-type-the-code',
    'It shows the user code without the page to type it in.',
    ['DEVICE-002'],
    () => ({
      harness: (harness) => ({
        ...harness,
        deviceCode: (prompt) => harness.deviceCode({ ...prompt, verificationUri: '' }),
      }),
    }),
  ),
  broken(
    'polls-without-the-device-code',
    'It asks the token endpoint once more when it has its token, without the device code.',
    ['DEVICE-003'],
    () => asksOnceMore,
  ),
  broken('gives-up-while-pending', 'authorization_pending ends the flow with an error.', ['DEVICE-004'], () =>
    errorInsteadOf((error) => error === 'authorization_pending', 'invalid_request'),
  ),
  broken('asks-on-after-a-no', 'It goes on polling when the person has declined.', ['DEVICE-005'], () =>
    errorInsteadOf((error) => error === 'authorization_declined', 'authorization_pending'),
  ),
  broken(
    'polls-long-after-expiry',
    'It goes on polling for a minute when the device code has expired.',
    ['DEVICE-006'],
    () => [
      changePrompt((members) => ('device_code' in members ? { ...members, expires_in: 60 } : members)),
      errorInsteadOf((error) => error === 'expired_token', 'authorization_pending'),
    ],
  ),
  broken(
    'polls-although-there-is-no-code',
    'An error of the device authorization endpoint does not keep it from polling.',
    ['DEVICE-007'],
    () =>
      changeAnswers((answer, request) =>
        isDeviceRequest(request) && answer.status !== 200
          ? withBody({ ...answer, status: 200 }, noCode)
          : answer,
      ),
  ),
  broken(
    'keeps-nothing-of-a-device-code',
    'A completed device code flow leaves nothing in the cache.',
    ['DEVICE-008'],
    () => forgetAfter('token.deviceCode'),
  ),
  broken(
    'polls-on-after-any-error',
    'It takes every error of the token endpoint for authorization_pending.',
    ['DEVICE-009'],
    () => errorInsteadOf((error) => !waiting.includes(error), 'authorization_pending'),
  ),
  broken('polls-without-waiting', 'It polls again as soon as it has its answer.', ['DEVICE-010'], () => ({
    harness: (harness) => ({ ...harness, sleep: () => harness.sleep(0) }),
  })),
];
