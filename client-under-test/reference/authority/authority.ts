/**
 * An authority: a login host and a tenant. Parsing, tenant substitution and the endpoints derived from it.
 * Which hosts belong together is the business of `instance-discovery.ts`.
 *
 * Workforce tenants and `common`, `organizations`, `consumers` are understood; other kinds of authority are
 * refused by name rather than guessed at.
 */
import { MsalClientException } from '../errors/msal-error.ts';

export interface Authority {
  /** With the port, if it is not 443. */
  readonly host: string;
  /** As in the path, in lower case: a GUID, a domain or one of the three placeholders. */
  readonly tenant: string;
}

export const defaultAuthority: Authority = { host: 'login.microsoftonline.com', tenant: 'common' };

/** The tenant that all personal Microsoft accounts live in. */
export const consumersTenantId = '9188040d-6c67-4c5b-b112-36a304b66dad';

/**
 * Reads `https://host[:port]/tenant[/...]`; what follows the tenant is dropped.
 * Throws `authority_uri_insecure`, `authority_uri_invalid_path`, `invalid_authority`, `authority_type_not_supported`.
 */
export function parseAuthority(text: string): Authority {
  const url = URL.parse(text.trim().toLowerCase());
  if (url === null) throw refused('invalid_authority', text, 'is not an absolute URL');
  if (url.protocol !== 'https:') throw refused('authority_uri_insecure', text, 'does not begin with https');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw refused('invalid_authority', text, 'has parts other than a host and a path');
  }
  const tenant = url.pathname.split('/')[1] ?? '';
  const kind = otherKind(url.hostname, tenant);
  if (kind !== undefined) {
    throw refused(
      'authority_type_not_supported',
      text,
      `is of a kind this client does not know yet: ${kind}`,
    );
  }
  if (tenant === '') throw refused('authority_uri_invalid_path', text, 'has no tenant in its path');
  return { host: url.host, tenant };
}

export function authorityUrl({ host, tenant }: Authority): string {
  return `https://${host}/${tenant}/`;
}

export function endpoint(authority: Authority, name: 'authorize' | 'token' | 'devicecode'): string {
  return `${authorityUrl(authority)}oauth2/v2.0/${name}`;
}

/** Whether the tenant is left to the user: only these two are replaced by the tenant of a known account. */
export function isAnyTenant(authority: Authority): boolean {
  return authority.tenant === 'common' || authority.tenant === 'organizations';
}

/** The authority with the tenant in place of `common` or `organizations`; a tenanted one stays as it is. */
export function withTenantIfAny(authority: Authority, tenant: string | undefined): Authority {
  return isAnyTenant(authority) && tenant ? { ...authority, tenant: tenant.toLowerCase() } : authority;
}

/** The `realm` under which the cache keeps tokens of this authority. */
export function realmOf(authority: Authority): string {
  return authority.tenant === 'consumers' ? consumersTenantId : authority.tenant;
}

function otherKind(hostname: string, firstSegment: string): string | undefined {
  if (firstSegment === 'adfs') return 'AD FS';
  if (firstSegment === 'dstsv2') return 'dSTS';
  if (firstSegment === 'tfp' || hostname.endsWith('.b2clogin.com')) return 'Azure AD B2C';
  if (hostname.endsWith('.ciamlogin.com')) return 'CIAM';
  return undefined;
}

function refused(code: string, authority: string, why: string): MsalClientException {
  return new MsalClientException(code, `The authority ${JSON.stringify(authority)} ${why}.`, {
    hint: 'Give one such as https://login.microsoftonline.com/<tenant id>.',
  });
}
