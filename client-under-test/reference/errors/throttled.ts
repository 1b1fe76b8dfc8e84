/**
 * Errors of requests that were not sent because an earlier answer forbids it for a while. They repeat what that
 * answer said and carry the exception it caused.
 */
import { MsalServiceException, MsalUiRequiredException, type ServiceDetails } from './msal-error.ts';

export class MsalThrottledServiceException extends MsalServiceException {
  readonly originalServiceException: MsalServiceException;

  constructor(original: MsalServiceException, remainingMs: number) {
    super(original.code, throttledMessage(original, remainingMs), repeated(original, remainingMs));
    this.originalServiceException = original;
  }
}

export class MsalThrottledUiRequiredException extends MsalUiRequiredException {
  readonly originalServiceException: MsalUiRequiredException;

  constructor(original: MsalUiRequiredException, remainingMs: number) {
    super(original.code, throttledMessage(original, remainingMs), {
      ...repeated(original, remainingMs),
      classification: original.classification,
    });
    this.originalServiceException = original;
  }
}

function repeated(original: MsalServiceException, remainingMs: number): ServiceDetails {
  return {
    statusCode: original.statusCode,
    oauthError: original.oauthError,
    errorCodes: original.errorCodes,
    suberror: original.suberror,
    claims: original.claims,
    correlationId: original.correlationId,
    responseBody: original.responseBody,
    retryAfterMs: remainingMs,
    cause: original,
  };
}

function throttledMessage(original: MsalServiceException, remainingMs: number): string {
  return (
    `The request was not sent: an equal one failed a moment ago, and the client waits another ` +
    `${Math.ceil(remainingMs / 1000)} s before it asks again. The earlier failure: ${original.message}`
  );
}
