/** The accounts in the cache: who is signed in to this application, and how one is signed out. */
import type { InstanceMetadata } from '../authority/known-clouds.ts';
import { same, type AccountEntity, type Entity } from './entities.ts';
import { userPartition, type CacheStore } from './token-cache.ts';

export interface Account {
  /** `uid.utid`: the same in every tenant the person is known in. */
  readonly homeAccountId: string;
  /** Login host. */
  readonly environment: string;
  readonly username: string;
  /** The home tenant. */
  readonly tenantId: string;
  readonly localAccountId: string;
  readonly name?: string;
}

export function accountOf(entity: AccountEntity, environment: string): Account {
  return {
    homeAccountId: entity.home_account_id,
    environment,
    username: entity.username,
    tenantId: homeTenantOf(entity.home_account_id) ?? entity.realm,
    localAccountId: entity.local_account_id,
    ...(entity.name === undefined ? {} : { name: entity.name }),
  };
}

/** The tenant part of `uid.utid`. */
export function homeTenantOf(homeAccountId: string): string | undefined {
  return homeAccountId.split('.')[1];
}

/** Environments of all accounts, for choosing the metadata to list them with. */
export function accountEnvironments(cache: CacheStore): string[] {
  return [...new Set([...cache.accounts.entries()].map(([, account]) => account.environment))];
}

/**
 * One account for each person this application, or its family, holds a refresh token of. Where a person has
 * entries for several tenants, that of the home tenant is taken.
 */
export function listAccounts(cache: CacheStore, clientId: string, metadata: InstanceMetadata): Account[] {
  const inCloud = (entity: Entity & { readonly environment: string }): boolean =>
    metadata.aliases.some((alias) => same(alias, entity.environment));
  const found = new Map<string, AccountEntity>();
  for (const [, entity] of cache.accounts.entries()) {
    if (!inCloud(entity)) continue;
    const redeemable = cache.refreshTokens
      .inPartition(userPartition(entity.home_account_id))
      .some(([, token]) => inCloud(token) && (same(token.client_id, clientId) || Boolean(token.family_id)));
    const id = entity.home_account_id.toLowerCase();
    if (redeemable && (!found.has(id) || isHome(entity))) found.set(id, entity);
  }
  return [...found.values()].map((entity) => accountOf(entity, metadata.preferredNetwork));
}

/**
 * Signs a person out: every account entry goes, under all aliases, and every token of this application. If a
 * family refresh token is there, the tokens of the whole family go, or the person would be back at once.
 */
export function removeAccount(cache: CacheStore, clientId: string, homeAccountId: string): void {
  const partition = userPartition(homeAccountId);
  const ofFamily = cache.refreshTokens.inPartition(partition).some(([, token]) => Boolean(token.family_id));
  for (const section of [cache.refreshTokens, cache.accessTokens, cache.idTokens]) {
    for (const [key, token] of section.inPartition(partition)) {
      if (ofFamily || same(token.client_id, clientId)) section.delete(key);
    }
  }
  for (const [key] of cache.accounts.inPartition(partition)) cache.accounts.delete(key);
}

function isHome(entity: AccountEntity): boolean {
  return same(entity.realm, homeTenantOf(entity.home_account_id));
}
