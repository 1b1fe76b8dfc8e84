/** What msal-node hands to its device code callback, told to the harness. */
import type { DeviceCodeRequest } from '@azure/msal-node';
import type { Harness } from '../../adapter/index.ts';
import { given } from './sdk-calls.ts';

type Callback = DeviceCodeRequest['deviceCodeCallback'];

/**
 * The SDK calls back after an error of the device endpoint too, with every member undefined whatever its types say.
 * Then there is no code to show, and nothing is told but a line of the log.
 */
export const deviceCodePrompt =
  (harness: Harness, client: string): Callback =>
  (prompt) => {
    const { userCode, verificationUri, message, expiresIn, interval } = prompt as Partial<typeof prompt>;
    if (userCode === undefined) {
      harness.log({ level: 'warn', text: 'msal-node called back without a user code' });
      return;
    }
    harness.deviceCode({
      client,
      userCode,
      verificationUri: verificationUri ?? '',
      message: message ?? '',
      ...given({ expiresInSeconds: expiresIn, intervalSeconds: interval }),
    });
  };
