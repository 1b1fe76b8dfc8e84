/** What comes back at the redirect URI (RFC 6749 section 4.1.2): a code, or the reason why there is none. */
import { MsalClientException, MsalServiceException, MsalUiRequiredException } from '../errors/msal-error.ts';

/** Throws MsalClientException `state_mismatch`: the answer is not to the request that was made. */
export function checkState(sent: string, received: string | null | undefined): void {
  if (sent === received) return;
  throw new MsalClientException(
    'state_mismatch',
    'The state that came back is not the state that was sent.',
    {
      hint: 'The answer belongs to another sign-in, or someone tampered with it: begin again.',
    },
  );
}

/**
 * The code of an answer to a request with the given state. Throws `state_mismatch`, MsalUiRequiredException
 * `no_prompt_failed`, MsalClientException `authentication_canceled`, or MsalServiceException with the OAuth error.
 */
export function codeOf(answer: URLSearchParams, sentState: string, correlationId: string): string {
  const code = answer.get('code');
  if (code) {
    checkState(sentState, answer.get('state'));
    return code;
  }
  const error = answer.get('error') ?? 'unknown_error';
  const description = answer.get('error_description') ?? 'the authority does not say why';
  if (error === 'login_required') {
    throw new MsalUiRequiredException('no_prompt_failed', `Sign-in without a prompt failed: ${description}`, {
      oauthError: error,
      classification: 'prompt_never_failed',
      hint: 'Ask again with a prompt.',
      correlationId,
    });
  }
  if (error === 'access_denied' && answer.get('error_subcode') === 'cancel') {
    throw new MsalClientException(
      'authentication_canceled',
      `The user cancelled the sign-in: ${description}`,
      {
        oauthError: error,
        correlationId,
      },
    );
  }
  throw new MsalServiceException(error, `The authority answered the sign-in with ${error}: ${description}`, {
    oauthError: error,
    errorCodes: aadstsIn(description),
    suberror: answer.get('suberror') ?? undefined,
    correlationId,
  });
}

/** Redirects carry no `error_codes`; the number stands at the head of the description. */
function aadstsIn(description: string): number[] {
  const number = /^AADSTS(\d+)/.exec(description)?.[1];
  return number === undefined ? [] : [Number(number)];
}
