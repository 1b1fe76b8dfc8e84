/** The keys of the unified cache schema, as MSAL.NET writes them. */
import type {
  AccessTokenEntity,
  AccountEntity,
  AppMetadataEntity,
  IdTokenEntity,
  RefreshTokenEntity,
} from './entities.ts';

export function accessTokenKey(token: AccessTokenEntity): string {
  const parts = [
    token.home_account_id,
    token.environment,
    'accesstoken',
    token.client_id,
    token.realm,
    token.target,
  ];
  if (token.token_type.toLowerCase() !== 'bearer') parts.push(token.token_type);
  return joined(parts);
}

export function refreshTokenKey(token: RefreshTokenEntity): string {
  const owner = token.family_id ? token.family_id : token.client_id;
  return joined([token.home_account_id, token.environment, 'refreshtoken', owner, '', '']);
}

export function idTokenKey(token: IdTokenEntity): string {
  return joined([token.home_account_id, token.environment, 'idtoken', token.client_id, token.realm, '']);
}

/** The one key that keeps its case. */
export function accountKey(account: AccountEntity): string {
  return [account.home_account_id, account.environment, account.realm].join('-');
}

export function appMetadataKey(metadata: AppMetadataEntity): string {
  return joined(['appmetadata', metadata.environment, metadata.client_id]);
}

function joined(parts: readonly string[]): string {
  return parts.join('-').toLowerCase();
}
