/**
 * Sign-in through the system browser: the authorization code flow with PKCE and a loopback redirect
 * (RFC 8252). The caller opens the browser; this flow listens, checks the state and redeems the code.
 */
import type { Application } from '../application.ts';
import type { AuthenticationResult } from '../authentication-result.ts';
import { MsalClientException } from '../errors/msal-error.ts';
import { listenForAnswer, type LoopbackListener } from '../interactive/loopback-listener.ts';
import { startOperation, type Operation, type RequestOptions } from '../operation.ts';
import { createPkce } from '../token/pkce.ts';
import { redeemCode } from './authorization-code.ts';
import { codeOf } from './authorization-response.ts';
import { authorizationUrl } from './authorization-url.ts';

/**
 * Opens the URL. It may resolve when the browser is open, or later; `closed` says that the person closed it, which
 * ends the sign-in unless the answer has come before.
 */
export type Browser = (url: string) => Promise<void | 'closed'>;

export interface InteractiveRequest extends RequestOptions {
  /** Default `select_account`. */
  readonly prompt?: string | undefined;
  readonly loginHint?: string | undefined;
}

/** Throws `browser_required`, `loopback_redirect_uri`, `state_mismatch`, `authentication_canceled` and more. */
export async function acquireTokenInteractive(
  app: Application,
  browser: Browser | undefined,
  request: InteractiveRequest,
): Promise<AuthenticationResult> {
  if (browser === undefined) {
    throw new MsalClientException('browser_required', 'The application has no way to open a browser.', {
      hint: 'Give `browser` when creating it.',
    });
  }
  const operation = await startOperation(app, request);
  const listener = await listenForAnswer(app.redirectUri);
  try {
    const { redirectUri } = listener;
    const pkce = createPkce(app.random);
    const state = app.random.guid() + app.random.guid();
    const url = await authorizationUrl(operation, {
      redirectUri,
      responseMode: 'form_post',
      state,
      codeChallenge: pkce.challenge,
      prompt: request.prompt,
      loginHint: request.loginHint,
    });
    const answer = await firstAnswer(listener, browser(url), operation);
    const code = codeOf(answer, state, operation.correlationId);
    return await redeemCode(operation, {
      code,
      redirectUri,
      codeVerifier: pkce.verifier,
      loginHint: request.loginHint,
    });
  } finally {
    listener.close();
  }
}

async function firstAnswer(
  listener: LoopbackListener,
  opened: ReturnType<Browser>,
  { signal, correlationId }: Operation,
): Promise<URLSearchParams> {
  const never = Promise.withResolvers<never>();
  const abort = (): void => never.reject(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted) abort();
  const closed = opened.then((how) => {
    if (how !== 'closed') return never.promise;
    throw new MsalClientException(
      'authentication_canceled',
      'The browser was closed before the sign-in ended.',
      {
        correlationId,
      },
    );
  });
  try {
    return await Promise.race([listener.answer, closed, never.promise]);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
