/**
 * The entries of the unified cache schema, which the MSAL family shares. Values are kept as they were read, so
 * fields this client does not know survive a round trip. Times are Unix seconds in decimal strings.
 */

export interface Entity {
  readonly [field: string]: unknown;
}

export interface AccessTokenEntity extends Entity {
  readonly home_account_id: string;
  readonly environment: string;
  readonly credential_type: 'AccessToken';
  readonly client_id: string;
  readonly secret: string;
  readonly realm: string;
  /** Scopes, separated by spaces. */
  readonly target: string;
  readonly cached_at: string;
  readonly expires_on: string;
  readonly extended_expires_on?: string;
  readonly refresh_on?: string;
  readonly token_type: string;
  /** On-behalf-of tokens: base64url SHA-256 of the assertion. */
  readonly user_assertion_hash?: string;
}

export interface RefreshTokenEntity extends Entity {
  readonly home_account_id: string;
  readonly environment: string;
  readonly credential_type: 'RefreshToken';
  readonly client_id: string;
  readonly secret: string;
  /** `1` when every application of the family may redeem it. */
  readonly family_id?: string;
}

export interface IdTokenEntity extends Entity {
  readonly home_account_id: string;
  readonly environment: string;
  readonly credential_type: 'IdToken';
  readonly client_id: string;
  readonly secret: string;
  readonly realm: string;
}

export interface AccountEntity extends Entity {
  readonly home_account_id: string;
  readonly environment: string;
  readonly realm: string;
  readonly local_account_id: string;
  readonly username: string;
  readonly authority_type: string;
  readonly name?: string;
  readonly given_name?: string;
  readonly family_name?: string;
  readonly client_info?: string;
}

export interface AppMetadataEntity extends Entity {
  readonly client_id: string;
  readonly environment: string;
  /** `1` for a member of the family, empty for an application known not to be one. */
  readonly family_id?: string;
}

/** A time of an entry, in Unix milliseconds. Numbers are accepted too; some writers use them. */
export function timeMs(seconds: unknown): number {
  const value = Number(seconds);
  return Number.isFinite(value) ? value * 1000 : 0;
}

/** Whether two identifiers are equal; they are compared without case, and a missing one equals an empty one. */
export function same(a: string | undefined, b: string | undefined): boolean {
  return (a ?? '').toLowerCase() === (b ?? '').toLowerCase();
}
