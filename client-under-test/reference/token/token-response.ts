/** The answer of the token endpoint (RFC 6749 section 5.1, with Entra's additions), read and checked. */
import { z } from 'zod';
import { fromBase64url } from '../encoding.ts';
import { MsalClientException } from '../errors/msal-error.ts';
import { parseJson } from '../json.ts';
import { splitScopes, withoutReserved } from '../scopes.ts';

export interface IdTokenClaims {
  readonly oid?: string | undefined;
  readonly sub?: string | undefined;
  readonly tid?: string | undefined;
  readonly preferred_username?: string | undefined;
  readonly upn?: string | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly given_name?: string | undefined;
  readonly family_name?: string | undefined;
}

export interface ResponseUser {
  readonly homeAccountId: string;
  /** `client_info` as it came. */
  readonly clientInfo: string | undefined;
  readonly claims: IdTokenClaims | undefined;
}

export interface TokenResponse {
  readonly accessToken: string;
  readonly tokenType: string;
  /** What the authority granted; what was asked for when it does not say. */
  readonly scopes: readonly string[];
  /** Seconds. */
  readonly expiresIn: number;
  readonly extendedExpiresIn: number | undefined;
  readonly refreshIn: number | undefined;
  readonly refreshToken: string | undefined;
  readonly idToken: string | undefined;
  readonly familyId: string | undefined;
  /** Undefined for tokens of an application itself. */
  readonly user: ResponseUser | undefined;
}

/** Entra writes numbers as numbers or as strings. */
const seconds = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).optional();
const text = z
  .string()
  .nullish()
  .transform((value) => value || undefined);

const tokenBody = z.object({
  access_token: text,
  token_type: text,
  scope: text,
  expires_in: seconds,
  ext_expires_in: seconds,
  refresh_in: seconds,
  refresh_token: text,
  id_token: text,
  client_info: text,
  foci: z.coerce
    .string()
    .nullish()
    .transform((value) => value || undefined),
});

/**
 * Reads an answer with status 200. Throws MsalClientException `json_parse_failed`, `access_token_missing`,
 * `token_type_missing`, `token_type_mismatch`, `invalid_jwt`.
 */
export function readTokenResponse(body: string, requestedScopes: readonly string[]): TokenResponse {
  const json = parseJson(body);
  const read = json.ok ? tokenBody.safeParse(json.value) : undefined;
  if (read?.success !== true) throw unusable('json_parse_failed', 'is not the JSON of a token response');
  const answer = read.data;
  if (answer.access_token === undefined) throw unusable('access_token_missing', 'has no access_token');
  if (answer.token_type === undefined) throw unusable('token_type_missing', 'has no token_type');
  if (answer.token_type.toLowerCase() !== 'bearer') {
    throw unusable('token_type_mismatch', `has a token of type ${answer.token_type}, not Bearer`);
  }
  return {
    accessToken: answer.access_token,
    tokenType: answer.token_type,
    scopes: answer.scope === undefined ? withoutReserved(requestedScopes) : splitScopes(answer.scope),
    expiresIn: answer.expires_in ?? 0,
    extendedExpiresIn: answer.ext_expires_in,
    refreshIn: answer.refresh_in === 0 ? undefined : answer.refresh_in,
    refreshToken: answer.refresh_token,
    idToken: answer.id_token,
    familyId: answer.foci,
    user: readUser(answer.client_info, answer.id_token),
  };
}

function readUser(clientInfo: string | undefined, idToken: string | undefined): ResponseUser | undefined {
  const claims = idToken === undefined ? undefined : readIdToken(idToken);
  const homeAccountId = clientInfo === undefined ? claims?.sub : homeAccountIdOf(clientInfo);
  return homeAccountId === undefined ? undefined : { homeAccountId, clientInfo, claims };
}

const clientInfoBody = z.object({ uid: z.string(), utid: z.string() });

function homeAccountIdOf(clientInfo: string): string {
  const json = parseJson(fromBase64url(clientInfo));
  const read = json.ok ? clientInfoBody.safeParse(json.value).data : undefined;
  if (read === undefined) throw unusable('json_parse_failed', 'has a client_info that cannot be read');
  return `${read.uid}.${read.utid}`;
}

const claim = z.string().optional().catch(undefined);
const idTokenClaims = z.object({
  oid: claim,
  sub: claim,
  tid: claim,
  preferred_username: claim,
  upn: claim,
  email: claim,
  name: claim,
  given_name: claim,
  family_name: claim,
});

/** Claims of an ID token. Its signature is not checked: it came over TLS from the token endpoint (OIDC Core 3.1.3.7). */
export function readIdToken(idToken: string): IdTokenClaims {
  const parts = idToken.split('.');
  const json = parts.length === 3 ? parseJson(fromBase64url(parts[1] ?? '')) : undefined;
  const claims = json?.ok ? idTokenClaims.safeParse(json.value).data : undefined;
  if (claims === undefined) throw unusable('invalid_jwt', 'has an id_token that is not a JWT');
  return claims;
}

function unusable(code: string, why: string): MsalClientException {
  return new MsalClientException(code, `The answer of the token endpoint ${why}.`, {
    hint: 'The authority, or something between it and the client, does not follow the protocol.',
  });
}
