/**
 * The token cache: the five sections of the unified schema, their serialized form, and the hooks through which a
 * caller keeps it elsewhere. What is looked up and written is decided in `lookup.ts`, `save.ts`, `accounts.ts`.
 */
import type {
  AccessTokenEntity,
  AccountEntity,
  AppMetadataEntity,
  Entity,
  IdTokenEntity,
  RefreshTokenEntity,
} from './entities.ts';
import { createSection, type Section } from './section.ts';
import { readSerializedCache, sectionNames, type SectionName } from './serialized-cache.ts';

export interface CacheAccess {
  readonly cache: TokenCache;
  /** After access: whether the operation changed the cache. */
  readonly hasStateChanged: boolean;
}

/** Called around every access, one access at a time; a place to load from and save to. */
export interface CacheHooks {
  beforeAccess?(access: CacheAccess): void | Promise<void>;
  afterAccess?(access: CacheAccess): void | Promise<void>;
}

export interface TokenCache {
  /** JSON of the unified schema, with everything that was deserialized and not understood. */
  serialize(): string;
  /**
   * Reads JSON of the unified schema into the cache, over what it holds; `clear` empties it first.
   * Throws `json_parse_failed` and then changes nothing.
   */
  deserialize(json: string, options?: { readonly clear?: boolean }): void;
}

/** The cache as the flows use it. */
export interface CacheStore extends TokenCache {
  readonly accessTokens: Section<AccessTokenEntity>;
  readonly refreshTokens: Section<RefreshTokenEntity>;
  readonly idTokens: Section<IdTokenEntity>;
  readonly accounts: Section<AccountEntity>;
  readonly appMetadata: Section<AppMetadataEntity>;
  /** Runs the work between the hooks, one piece of work at a time. */
  access<T>(changes: boolean, work: () => T | Promise<T>): Promise<T>;
}

export function createCacheStore(hooks: CacheHooks = {}): CacheStore {
  const sections = {
    AccessToken: createSection<AccessTokenEntity>(partitionOfAccessToken),
    RefreshToken: createSection<RefreshTokenEntity>((token) => userPartition(token.home_account_id)),
    IdToken: createSection<IdTokenEntity>((token) => userPartition(token.home_account_id)),
    Account: createSection<AccountEntity>((account) => userPartition(account.home_account_id)),
    AppMetadata: createSection<AppMetadataEntity>((app) => app.client_id.toLowerCase()),
  };
  const section = (name: SectionName) => sections[name] as unknown as Section<Entity>;
  let others: Readonly<Record<string, unknown>> = {};
  let turn: Promise<unknown> = Promise.resolve();

  const store: CacheStore = {
    accessTokens: sections.AccessToken,
    refreshTokens: sections.RefreshToken,
    idTokens: sections.IdToken,
    accounts: sections.Account,
    appMetadata: sections.AppMetadata,

    serialize() {
      const all: Record<string, unknown> = { ...others };
      for (const name of sectionNames) {
        all[name] = { ...(others[name] as object), ...Object.fromEntries(section(name).entries()) };
      }
      return JSON.stringify(all);
    },

    deserialize(json, { clear = false } = {}) {
      const read = readSerializedCache(json);
      const kept = clear ? {} : others;
      const merged: Record<string, unknown> = { ...kept, ...read.others };
      for (const name of sectionNames) {
        if (clear) section(name).clear();
        merged[name] = { ...(kept[name] as object), ...(read.others[name] as object) };
        for (const [key, entity] of Object.entries(read.understood[name])) section(name).put(key, entity);
      }
      others = merged;
    },

    access(changes, work) {
      const run = turn.then(async () => {
        await hooks.beforeAccess?.({ cache: store, hasStateChanged: false });
        try {
          return await work();
        } finally {
          await hooks.afterAccess?.({ cache: store, hasStateChanged: changes });
        }
      });
      turn = run.catch(() => undefined);
      return run;
    },
  };
  return store;
}

/** Other SDKs write null where there is no account. */
export function userPartition(homeAccountId: string | null | undefined): string {
  return `user:${(homeAccountId ?? '').toLowerCase()}`;
}

export function appPartition(clientId: string, realm: string): string {
  return `app:${clientId}:${realm}`.toLowerCase();
}

export function assertionPartition(hash: string): string {
  return `assertion:${hash}`;
}

function partitionOfAccessToken(token: AccessTokenEntity): string {
  if (token.user_assertion_hash) return assertionPartition(token.user_assertion_hash);
  if (token.home_account_id) return userPartition(token.home_account_id);
  return appPartition(token.client_id, token.realm);
}
