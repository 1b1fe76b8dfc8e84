/**
 * Turns an answer that is not a success into the exception a caller catches. The taxonomy is that of MSAL.NET:
 * https://learn.microsoft.com/entra/msal/dotnet/advanced/exceptions/msal-error-handling
 */
import { z } from 'zod';
import { parseJson } from '../json.ts';
import type { NetworkResponse } from '../network.ts';
import { retryAfterMs } from '../token/retry-after.ts';
import { hintFor } from './aadsts-hints.ts';
import {
  MsalClaimsChallengeException,
  MsalServiceException,
  MsalUiRequiredException,
  type ServiceDetails,
  type UiRequiredClassification,
} from './msal-error.ts';

const text = z.string().optional().catch(undefined);

const errorBody = z.object({
  error: z.string(),
  error_description: text,
  error_codes: z.array(z.coerce.number().int()).optional().catch(undefined),
  suberror: text,
  claims: text,
  correlation_id: text,
});

type ErrorBody = z.infer<typeof errorBody>;

export interface Asked {
  /** Address without query, for the message. */
  readonly endpoint: string;
  readonly correlationId: string;
  /** Unix milliseconds at which the answer arrived. */
  readonly now: number;
}

/** Reads the OAuth error of an answer, whatever its status. */
export function oauthErrorOf(body: string): ErrorBody | undefined {
  const json = parseJson(body);
  return json.ok ? errorBody.safeParse(json.value).data : undefined;
}

export function serviceErrorFrom(response: NetworkResponse, asked: Asked): MsalServiceException {
  const body = oauthErrorOf(response.body);
  const details: ServiceDetails = {
    statusCode: response.status,
    oauthError: body?.error,
    errorCodes: body?.error_codes ?? [],
    suberror: body?.suberror || undefined,
    claims: body?.claims || undefined,
    correlationId: body?.correlation_id ?? asked.correlationId,
    retryAfterMs: retryAfterMs(response.headers, asked.now),
    responseBody: response.body,
  };
  if (response.status >= 500) return unavailable(asked, details);
  if (body === undefined) return withoutOAuthError(response, asked, details);

  const message = `${asked.endpoint} answered ${body.error}: ${body.error_description ?? '(no description)'}`;
  const explained = { ...details, hint: hintFor(details.errorCodes ?? []) };
  if (!needsUser(body)) return new MsalServiceException(body.error, message, explained);
  const classification = classify(body.suberror);
  return details.claims === undefined
    ? new MsalUiRequiredException(body.error, message, { ...explained, classification })
    : new MsalClaimsChallengeException(body.error, message, { ...explained, classification });
}

function unavailable(asked: Asked, details: ServiceDetails): MsalServiceException {
  return new MsalServiceException(
    'service_not_available',
    `${asked.endpoint} answered with status ${details.statusCode}.`,
    { ...details, hint: 'The authority is in trouble: try again later.' },
  );
}

function withoutOAuthError(
  response: NetworkResponse,
  asked: Asked,
  details: ServiceDetails,
): MsalServiceException {
  const what = `${asked.endpoint} answered with status ${response.status}`;
  if (response.body.trim() !== '' && !parseJson(response.body).ok) {
    return response.status === 429
      ? new MsalServiceException('request_throttled', `${what}: too many requests.`, details)
      : new MsalServiceException('non_parsable_oauth_error', `${what} and a body that is not JSON.`, {
          ...details,
          hint: 'Something between the client and the authority may have answered: a proxy, a firewall page.',
        });
  }
  return response.status === 404
    ? new MsalServiceException('not_found', `${what}: nothing is there.`, {
        ...details,
        hint: 'Check the authority.',
      })
    : new MsalServiceException('http_status_not_200', `${what} and no OAuth error.`, details);
}

const noUiSuberrors = new Set(['client_mismatch', 'protection_policy_required']);

function needsUser(body: ErrorBody): boolean {
  const error = body.error.toLowerCase();
  if (error === 'interaction_required') return true;
  return error === 'invalid_grant' && !noUiSuberrors.has((body.suberror ?? '').toLowerCase());
}

const classifications: ReadonlySet<string> = new Set<UiRequiredClassification>([
  'message_only',
  'basic_action',
  'additional_action',
  'consent_required',
  'user_password_expired',
]);

function classify(suberror: string | undefined): UiRequiredClassification {
  return suberror !== undefined && classifications.has(suberror)
    ? (suberror as UiRequiredClassification)
    : 'none';
}
