/**
 * One call of the application: its correlation id, the authority it is about, its claims and its log. Every flow
 * begins by starting one.
 */
import {
  authorityUrl,
  isAnyTenant,
  parseAuthority,
  withTenantIfAny,
  type Authority,
} from './authority/authority.ts';
import type { MetadataOf } from './authority/instance-discovery.ts';
import type { InstanceMetadata } from './authority/known-clouds.ts';
import type { Application } from './application.ts';
import { mergeClaims } from './claims.ts';
import { MsalClientException } from './errors/msal-error.ts';
import { operationLogger, type Logger } from './logging.ts';
import { commonHeaders } from './token/http.ts';

/** What every call takes. */
export interface RequestOptions {
  readonly scopes: readonly string[];
  /** JSON of a claims request, such as the claims of a claims challenge. Sets the access token cache aside. */
  readonly claims?: string | undefined;
  /** Authority for this call only; on a host of the application's cloud. */
  readonly authority?: string | undefined;
  /** GUID sent as `client-request-id`. Default: a new one. */
  readonly correlationId?: string | undefined;
  /** Aborts the call, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface Operation {
  readonly app: Application;
  readonly authority: Authority;
  readonly scopes: readonly string[];
  /** To send: the caller's claims joined with the capabilities of the application. */
  readonly claims: string | undefined;
  /** Whether the caller asked for claims, so that no cached access token will do. */
  readonly hasOwnClaims: boolean;
  readonly correlationId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
  readonly log: Logger;
  /** Metadata of the authority's host; see InstanceDiscovery. */
  readonly metadata: (environments?: readonly string[]) => Promise<InstanceMetadata>;
}

/**
 * Starts an operation. `homeTenant` stands in for `common` and `organizations` when the user is known.
 * Throws `invalid_json_claims_format`, `authority_host_mismatch` and what `parseAuthority` throws.
 */
export async function startOperation(
  app: Application,
  request: RequestOptions,
  homeTenant?: string,
): Promise<Operation> {
  request.signal?.throwIfAborted();
  const correlationId = request.correlationId ?? app.random.guid();
  const log = operationLogger(app.log, correlationId);
  const headers = commonHeaders(correlationId);
  const asking = { correlationId, headers, log, signal: request.signal };
  const metadataOf = app.discovery.forOperation(asking);

  const claims = mergeClaims(request.claims, app.capabilities);
  const asked = await askedAuthority(app, request.authority, metadataOf);
  const authority = withTenantIfAny(asked, homeTenant);
  log('info', `Asking ${authority.host} for a token with ${request.scopes.length} scopes.`);
  return {
    app,
    authority,
    scopes: request.scopes,
    claims,
    hasOwnClaims: Boolean(request.claims),
    correlationId,
    headers,
    signal: request.signal,
    log,
    metadata: (environments) => metadataOf(authority, environments),
  };
}

/** The authority of the call; one for any tenant says nothing that the application's own does not. */
async function askedAuthority(
  app: Application,
  text: string | undefined,
  metadataOf: MetadataOf,
): Promise<Authority> {
  if (text === undefined) return app.authority;
  const asked = parseAuthority(text);
  const sameHost = asked.host === app.authority.host;
  if (!sameHost && !(await metadataOf(app.authority)).aliases.includes(asked.host)) {
    throw new MsalClientException(
      'authority_host_mismatch',
      `The authority of the call, ${authorityUrl(asked)}, is in another cloud than that of the application, ` +
        `${authorityUrl(app.authority)}.`,
      { hint: 'Create one application for each cloud.' },
    );
  }
  return isAnyTenant(asked) ? app.authority : asked;
}
