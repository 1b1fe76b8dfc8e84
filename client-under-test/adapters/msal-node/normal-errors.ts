/**
 * What msal-node throws, in the protocol's normal form. Only its public surface is read: the error classes, their
 * documented properties and the message text.
 */
import {
  AuthError,
  ClientAuthError,
  ClientConfigurationError,
  InteractionRequiredAuthError,
  ServerError,
} from '@azure/msal-node';
import type { ErrorKind, SdkError } from '../../protocol/index.ts';

/** Codes that say more than the class that carries them. */
const kindOfCode: Readonly<Record<string, ErrorKind>> = {
  network_error: 'network',
  no_network_connectivity: 'network',
  token_parsing_error: 'response',
  null_or_empty_token: 'response',
  client_info_decoding_error: 'response',
  client_info_empty_error: 'response',
  post_request_failed: 'service',
  user_canceled: 'cancelled',
  device_code_polling_cancelled: 'cancelled',
};

/** Interaction-required codes that msal-node decides on by itself, without an answer of the authority. */
const ownInteractionCodes = ['no_tokens_found', 'refresh_token_expired', 'native_account_unavailable'];

/**
 * Whether a ServerError repeats an earlier answer. An error made from an answer carries the OAuth error and a
 * message that begins `Error(s):`; one made from the throttling cache carries the numbers in the code's place and
 * the bare description.
 */
const isReplayed = (error: ServerError): boolean =>
  error.errorNo === undefined &&
  /^[\d ]*$/.test(error.errorCode) &&
  !error.errorMessage.startsWith('Error(s):');

const kindOf = (error: AuthError): ErrorKind => {
  if (error instanceof InteractionRequiredAuthError) return 'interaction_required';
  if (error instanceof ServerError) return isReplayed(error) ? 'throttled' : 'service';
  const kind = kindOfCode[error.errorCode];
  if (kind) return kind;
  const refusedByClient =
    error instanceof ClientAuthError ||
    error instanceof ClientConfigurationError ||
    error.name === 'NodeAuthError'; // not exported, and its prototype is AuthError's
  return refusedByClient ? 'client' : 'unknown';
};

/** The `error` of the authority. The device code flow puts it into the message; a replayed error has lost it. */
const oauthErrorOf = (error: AuthError, kind: ErrorKind): string => {
  if (error.errorCode === 'post_request_failed') return error.errorMessage;
  if (kind === 'service') return error.errorCode;
  return kind === 'interaction_required' && !ownInteractionCodes.includes(error.errorCode)
    ? error.errorCode
    : '';
};

/** `errorNo` is the first of `error_codes` only; where it is not set, the numbers in the text have to do. */
const aadstsOf = (error: AuthError, kind: ErrorKind): number[] => {
  if ('errorNo' in error && error.errorNo !== undefined) return [Number(error.errorNo)];
  const numbers = kind === 'throttled' ? error.errorCode.matchAll(/(\d+)/g) : [];
  const found = [...numbers, ...error.errorMessage.matchAll(/AADSTS(\d+)/g)];
  return [...new Set(found.map(([, digits]) => Number(digits)))];
};

const normalAuthError = (error: AuthError): SdkError => {
  const kind = kindOf(error);
  const oauthError = oauthErrorOf(error, kind);
  const aadsts = aadstsOf(error, kind);
  return {
    kind,
    sdkType: error.name,
    message: error.message,
    ...(error.errorCode && { sdkCode: error.errorCode }),
    ...(oauthError && { oauthError }),
    ...(error.subError && { suberror: error.subError }),
    ...(aadsts.length > 0 && { aadsts }),
    ...(error instanceof InteractionRequiredAuthError && error.claims && { claims: error.claims }),
    ...(error instanceof ServerError && error.status !== undefined && { httpStatus: error.status }),
    ...(error.correlationId && { correlationId: error.correlationId }),
  };
};

/** Anything else that comes out of the SDK (a TypeError, a JSON SyntaxError) is reported under its own name. */
export const normalError = (thrown: unknown): SdkError => {
  if (thrown instanceof AuthError) return normalAuthError(thrown);
  return thrown instanceof Error
    ? { kind: 'unknown', sdkType: thrown.name, message: thrown.message }
    : { kind: 'unknown', sdkType: typeof thrown, message: String(thrown) };
};
