/** The `claims` parameter (OpenID Connect Core section 5.5): a caller's claims request joined with capabilities. */
import { MsalClientException } from './errors/msal-error.ts';
import { isJsonObject, parseJson } from './json.ts';

/**
 * The value to send, or undefined when there is nothing to ask. Capabilities become `access_token.xms_cc` and win
 * over what the caller put there. Throws `invalid_json_claims_format`.
 */
export function mergeClaims(
  requested: string | undefined,
  capabilities: readonly string[],
): string | undefined {
  const claims = requested ? parseClaims(requested) : {};
  if (capabilities.length > 0) {
    const accessToken = isJsonObject(claims['access_token']) ? claims['access_token'] : {};
    claims['access_token'] = { ...accessToken, xms_cc: { values: capabilities } };
  }
  return Object.keys(claims).length === 0 ? undefined : JSON.stringify(claims);
}

function parseClaims(text: string): Record<string, unknown> {
  const json = parseJson(text);
  if (json.ok && isJsonObject(json.value)) return { ...json.value };
  throw new MsalClientException('invalid_json_claims_format', 'The claims given are not a JSON object.', {
    hint: 'Pass the claims of a claims challenge unchanged, as decoded JSON.',
  });
}
