/** From the reference client's results and errors to the normal forms of the protocol. */
import type { ErrorKind, SdkError, TokenResult } from '../../protocol/index.ts';
import {
  MsalClientException,
  MsalError,
  MsalNetworkException,
  MsalServiceException,
  MsalThrottledServiceException,
  MsalThrottledUiRequiredException,
  MsalUiRequiredException,
  type AuthenticationResult,
} from '../../reference/index.ts';

export function tokenResult(result: AuthenticationResult): TokenResult {
  return {
    accessToken: result.accessToken,
    tokenType: result.tokenType,
    scopes: [...result.scopes],
    source: result.source === 'cache' ? 'cache' : 'network',
    expiresOnMs: result.expiresOn,
    ...(result.refreshOn === undefined ? {} : { refreshOnMs: result.refreshOn }),
    ...(result.idToken === undefined ? {} : { idToken: result.idToken }),
    tenantId: result.tenantId,
    ...(result.account === undefined ? {} : { account: { ...result.account } }),
    correlationId: result.correlationId,
  };
}

/** Anything but an error of the client, or an abort, is a defect and passes through. */
export function sdkError(error: unknown): SdkError {
  if (!(error instanceof MsalError)) throw error;
  const common = { kind: kindOf(error), sdkType: error.name, sdkCode: error.code, message: error.message };
  const service = error instanceof MsalServiceException ? error : undefined;
  const optional = {
    oauthError: error.oauthError,
    suberror: service?.suberror,
    aadsts: service && service.errorCodes.length > 0 ? [...service.errorCodes] : undefined,
    claims: service?.claims,
    httpStatus: service?.statusCode,
    retryAfterMs: service?.retryAfterMs,
    correlationId: error.correlationId,
  };
  return {
    ...common,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

/** Codes that say an answer came and made no sense. */
const unusableAnswers = new Set([
  'access_token_missing',
  'http_status_not_200',
  'invalid_jwt',
  'json_parse_failed',
  'non_parsable_oauth_error',
  'not_found',
  'token_type_mismatch',
  'token_type_missing',
  'user_realm_discovery_failed',
]);

function kindOf(error: MsalError): ErrorKind {
  if (error instanceof MsalThrottledServiceException || error instanceof MsalThrottledUiRequiredException) {
    return 'throttled';
  }
  if (error instanceof MsalUiRequiredException) return 'interaction_required';
  if (error instanceof MsalNetworkException) return 'network';
  if (error.code === 'authentication_canceled') return 'cancelled';
  if (unusableAnswers.has(error.code)) return 'response';
  if (error instanceof MsalServiceException) return 'service';
  return error instanceof MsalClientException ? 'client' : 'unknown';
}
