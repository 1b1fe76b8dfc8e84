/**
 * Sign-in on another device (RFC 8628). The first poll follows at once, the others at the interval the authority
 * names, until the code expires by the client's own clock.
 *
 * MSAL.NET fails on `slow_down`; this client follows RFC 8628 section 3.5 and waits five seconds longer from then on.
 */
import { z } from 'zod';
import type { Application } from '../application.ts';
import { endpoint } from '../authority/authority.ts';
import type { AuthenticationResult } from '../authentication-result.ts';
import { MsalClientException, MsalServiceException } from '../errors/msal-error.ts';
import { oauthErrorOf } from '../errors/service-error.ts';
import { parseJson } from '../json.ts';
import { startOperation, type Operation, type RequestOptions } from '../operation.ts';
import { userFlowScopes } from '../scopes.ts';
import { errorFrom, postForm, requestToken } from '../token/token-request.ts';
import type { TokenResponse } from '../token/token-response.ts';
import { savedResult } from './finish.ts';

export interface DeviceCodeInfo {
  readonly userCode: string;
  readonly verificationUri: string;
  /** What to show to the user, in words. */
  readonly message: string;
  /** Unix milliseconds. */
  readonly expiresOn: number;
  readonly expiresInSeconds: number;
  readonly intervalSeconds: number;
}

export interface DeviceCodeRequest extends RequestOptions {
  /** Shows the code to the user; polling begins when it is done. */
  readonly deviceCodeCallback: (info: DeviceCodeInfo) => void | Promise<void>;
}

/** Throws MsalClientException `code_expired`, and MsalServiceException for what else ends the flow. */
export async function acquireTokenByDeviceCode(
  app: Application,
  request: DeviceCodeRequest,
): Promise<AuthenticationResult> {
  const operation = await startOperation(app, request);
  const { deviceCode, info } = await requestDeviceCode(operation);
  await request.deviceCodeCallback(info);
  return savedResult(operation, await poll(operation, deviceCode, info));
}

const slowDownSeconds = 5;

async function poll(operation: Operation, deviceCode: string, info: DeviceCodeInfo): Promise<TokenResponse> {
  const { clock } = operation.app;
  let interval = info.intervalSeconds;
  while (clock.now() < info.expiresOn) {
    try {
      return await requestToken(operation, {
        form: { grant_type: 'device_code', client_info: '1', device_code: deviceCode },
        scope: userFlowScopes(operation.scopes),
      });
    } catch (error) {
      const code = error instanceof MsalServiceException ? error.code : undefined;
      if (code !== 'authorization_pending' && code !== 'slow_down') throw error;
      if (code === 'slow_down') interval += slowDownSeconds;
    }
    await clock.sleep(interval * 1000);
    operation.signal?.throwIfAborted();
  }
  throw new MsalClientException('code_expired', 'The device code expired before the user signed in.', {
    hint: 'Begin again and show the new code.',
    correlationId: operation.correlationId,
  });
}

const wholeSeconds = z.coerce.number().min(0);

const deviceCodeBody = z
  .object({
    device_code: z.string(),
    user_code: z.string(),
    verification_uri: z.string().optional(),
    verification_url: z.string().optional(),
    expires_in: wholeSeconds,
    interval: wholeSeconds.default(5),
    message: z.string().default(''),
  })
  .transform((body) => ({ ...body, uri: body.verification_uri ?? body.verification_url ?? '' }));

async function requestDeviceCode(
  operation: Operation,
): Promise<{ readonly deviceCode: string; readonly info: DeviceCodeInfo }> {
  const { app, claims } = operation;
  const { preferredNetwork } = await operation.metadata();
  const url = endpoint({ ...operation.authority, host: preferredNetwork }, 'devicecode');
  const response = await postForm(operation, url, {
    form: {
      client_id: app.clientId,
      scope: userFlowScopes(operation.scopes),
      ...(claims === undefined ? {} : { claims }),
    },
  });
  // This endpoint has been seen to send errors with status 200.
  if (response.status !== 200 || oauthErrorOf(response.body) !== undefined) {
    throw errorFrom(operation, url, response);
  }
  const json = parseJson(response.body);
  const read = json.ok ? deviceCodeBody.safeParse(json.value).data : undefined;
  if (read === undefined) {
    throw new MsalClientException('json_parse_failed', `The answer of ${url} is not that of a device code.`);
  }
  return {
    deviceCode: read.device_code,
    info: {
      userCode: read.user_code,
      verificationUri: read.uri,
      message: read.message,
      expiresOn: app.clock.now() + read.expires_in * 1000,
      expiresInSeconds: read.expires_in,
      intervalSeconds: read.interval,
    },
  };
}
