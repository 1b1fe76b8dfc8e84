/**
 * The errors of the client. Programs decide by class and `code`; people read `message`, which says what
 * happened, to what, and what to do. No message holds a secret, a token or the body of an answer.
 */

export interface ErrorDetails {
  /** What to do about it; becomes the end of the message. */
  readonly hint?: string | undefined;
  readonly correlationId?: string | undefined;
  /** `error` of the authority (RFC 6749), where it said one; `code` may be another. */
  readonly oauthError?: string | undefined;
  readonly cause?: unknown;
}

/** The base of all errors of this client. */
export class MsalError extends Error {
  /** Stable; named as MSAL.NET names it. */
  readonly code: string;
  readonly hint: string | undefined;
  readonly correlationId: string | undefined;
  readonly oauthError: string | undefined;

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(details.hint === undefined ? message : `${message} ${details.hint}`, { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = details.hint;
    this.correlationId = details.correlationId;
    this.oauthError = details.oauthError;
  }
}

/** The client itself refused: a wrong argument, a state that does not match, an answer it cannot use. */
export class MsalClientException extends MsalError {}

/** No answer came: refused, reset (`network_error`), or not within the time (`request_timeout`). */
export class MsalNetworkException extends MsalError {}

export interface ServiceDetails extends ErrorDetails {
  readonly statusCode?: number | undefined;
  readonly errorCodes?: readonly number[] | undefined;
  readonly suberror?: string | undefined;
  readonly claims?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly responseBody?: string | undefined;
}

/** The authority answered, but not with what was asked for. */
export class MsalServiceException extends MsalError {
  readonly statusCode: number | undefined;
  /** The AADSTS numbers. */
  readonly errorCodes: readonly number[];
  readonly suberror: string | undefined;
  /** Claims challenge: pass it as `claims` to the next interactive request. */
  readonly claims: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly #responseBody: string | undefined;

  constructor(code: string, message: string, details: ServiceDetails = {}) {
    super(code, message, details);
    this.statusCode = details.statusCode;
    this.errorCodes = details.errorCodes ?? [];
    this.suberror = details.suberror;
    this.claims = details.claims;
    this.retryAfterMs = details.retryAfterMs;
    this.#responseBody = details.responseBody;
  }

  /** Not enumerable, so that printing the error does not print it. */
  get responseBody(): string | undefined {
    return this.#responseBody;
  }

  /** Whether the same request may succeed later: 5xx, 429, 408 or `temporarily_unavailable`. */
  get isRetryable(): boolean {
    const status = this.statusCode ?? 0;
    return status >= 500 || status === 429 || status === 408 || this.oauthError === 'temporarily_unavailable';
  }
}

/** Why the user is needed. `none` when the authority does not say. */
export type UiRequiredClassification =
  | 'none'
  | 'message_only'
  | 'basic_action'
  | 'additional_action'
  | 'consent_required'
  | 'user_password_expired'
  | 'prompt_never_failed'
  | 'acquire_token_silent_failed';

export interface UiRequiredDetails extends ServiceDetails {
  readonly classification?: UiRequiredClassification;
}

/** The user has to act: call an interactive flow, with `claims` if the error has them. */
export class MsalUiRequiredException extends MsalServiceException {
  readonly classification: UiRequiredClassification;

  constructor(code: string, message: string, details: UiRequiredDetails = {}) {
    super(code, message, details);
    this.classification = details.classification ?? 'none';
  }
}

/** The user has to act, and the authority says with which claims. */
export class MsalClaimsChallengeException extends MsalUiRequiredException {}
