/** Writing the answer of the token endpoint into the cache, in the terms of the unified schema. */
import type { InstanceMetadata } from '../authority/known-clouds.ts';
import { scopesIntersect, sortedScopes, splitScopes } from '../scopes.ts';
import type { TokenResponse } from '../token/token-response.ts';
import { same, type AccessTokenEntity, type AccountEntity, type IdTokenEntity } from './entities.ts';
import { accessTokenKey, accountKey, appMetadataKey, idTokenKey, refreshTokenKey } from './keys.ts';
import { appPartition, assertionPartition, userPartition, type CacheStore } from './token-cache.ts';

export interface ToSave {
  readonly clientId: string;
  readonly metadata: InstanceMetadata;
  /** Tenant the tokens are for. */
  readonly realm: string;
  readonly response: TokenResponse;
  /** Unix milliseconds at which the answer came. */
  readonly now: number;
  readonly assertionHash?: string | undefined;
}

export interface Saved {
  readonly accessToken: AccessTokenEntity;
  readonly idToken: IdTokenEntity | undefined;
  readonly account: AccountEntity | undefined;
}

/** Saves everything the answer brought; access tokens that overlap with the new one are deleted. */
export function saveTokenResponse(cache: CacheStore, toSave: ToSave): Saved {
  const { response, clientId, realm, metadata, assertionHash } = toSave;
  const common = {
    home_account_id: response.user?.homeAccountId ?? '',
    environment: metadata.preferredCache,
    client_id: clientId,
  };
  const accessToken = accessTokenOf(toSave, common);
  const idToken: IdTokenEntity | undefined =
    response.idToken === undefined
      ? undefined
      : {
          ...common,
          credential_type: 'IdToken',
          secret: response.idToken,
          realm,
        };
  const account = accountOf(toSave);

  deleteOverlapping(cache, accessToken, metadata, assertionHash);
  cache.accessTokens.put(accessTokenKey(accessToken), accessToken);
  if (idToken !== undefined) cache.idTokens.put(idTokenKey(idToken), idToken);
  if (account !== undefined) cache.accounts.put(accountKey(account), account);
  if (response.refreshToken !== undefined) {
    const refreshToken = {
      ...common,
      credential_type: 'RefreshToken',
      secret: response.refreshToken,
      ...(response.familyId === undefined ? {} : { family_id: response.familyId }),
    } as const;
    cache.refreshTokens.put(refreshTokenKey(refreshToken), refreshToken);
  }
  const app = { client_id: clientId, environment: common.environment, family_id: response.familyId ?? '' };
  cache.appMetadata.put(appMetadataKey(app), app);
  return { accessToken, idToken, account };
}

type Common = Pick<AccessTokenEntity, 'home_account_id' | 'environment' | 'client_id'>;

function accessTokenOf({ response, realm, now, assertionHash }: ToSave, common: Common): AccessTokenEntity {
  const cachedAt = Math.floor(now / 1000);
  const { expiresIn, extendedExpiresIn, refreshIn } = response;
  return {
    ...common,
    credential_type: 'AccessToken',
    secret: response.accessToken,
    realm,
    target: sortedScopes(response.scopes).join(' '),
    token_type: response.tokenType,
    cached_at: String(cachedAt),
    expires_on: String(cachedAt + expiresIn),
    extended_expires_on: String(cachedAt + (extendedExpiresIn ?? expiresIn)),
    ...(refreshIn === undefined ? {} : { refresh_on: String(cachedAt + refreshIn) }),
    ...(assertionHash === undefined ? {} : { user_assertion_hash: assertionHash }),
  };
}

function accountOf({ response, realm, metadata }: ToSave): AccountEntity | undefined {
  const { user } = response;
  if (user?.claims === undefined) return undefined;
  const { claims } = user;
  const optional = {
    name: claims.name,
    given_name: claims.given_name,
    family_name: claims.family_name,
    client_info: user.clientInfo,
  };
  return {
    home_account_id: user.homeAccountId,
    environment: metadata.preferredCache,
    realm,
    local_account_id: claims.oid ?? claims.sub ?? '',
    username: claims.preferred_username ?? claims.upn ?? claims.email ?? '',
    authority_type: 'MSSTS',
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

function deleteOverlapping(
  cache: CacheStore,
  fresh: AccessTokenEntity,
  metadata: InstanceMetadata,
  assertionHash: string | undefined,
): void {
  const partition =
    assertionHash !== undefined
      ? assertionPartition(assertionHash)
      : fresh.home_account_id === ''
        ? appPartition(fresh.client_id, fresh.realm)
        : userPartition(fresh.home_account_id);
  for (const [key, old] of cache.accessTokens.inPartition(partition)) {
    if (
      same(old.client_id, fresh.client_id) &&
      same(old.realm, fresh.realm) &&
      same(old.home_account_id, fresh.home_account_id) &&
      same(old.token_type || 'Bearer', fresh.token_type) &&
      metadata.aliases.some((alias) => same(alias, old.environment)) &&
      scopesIntersect(splitScopes(old.target), splitScopes(fresh.target))
    ) {
      cache.accessTokens.delete(key);
    }
  }
}
