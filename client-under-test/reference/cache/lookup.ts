/** Finding tokens in the cache: which entry serves a request, if any. Reads only. */
import type { InstanceMetadata } from '../authority/known-clouds.ts';
import { MsalClientException } from '../errors/msal-error.ts';
import { scopesContain, splitScopes } from '../scopes.ts';
import {
  same,
  timeMs,
  type AccessTokenEntity,
  type AccountEntity,
  type Entity,
  type IdTokenEntity,
  type RefreshTokenEntity,
} from './entities.ts';
import { appPartition, assertionPartition, userPartition, type CacheStore } from './token-cache.ts';

/** Whose tokens are looked for. */
export type TokenOwner =
  | { readonly kind: 'application' }
  | { readonly kind: 'user'; readonly homeAccountId: string }
  | { readonly kind: 'assertion'; readonly hash: string };

/** Metadata of the request's authority, given the environments of the entries that came into question. */
export type MetadataFor = (environments: readonly string[]) => Promise<InstanceMetadata>;

export interface AccessTokenQuery {
  readonly owner: TokenOwner;
  readonly clientId: string;
  /** Undefined when any tenant will do. */
  readonly realm: string | undefined;
  readonly scopes: readonly string[];
  /** Unix milliseconds. */
  readonly now: number;
}

export type FoundAccessToken =
  | { readonly kind: 'found'; readonly token: AccessTokenEntity }
  | { readonly kind: 'absent' }
  | { readonly kind: 'expired' };

/** A token with this much life left, or less, counts as expired. */
export const expiryBufferMs = 300_000;

/** An expiry further away than this is a corrupt entry. */
const longestLifeMs = 10 * 365 * 24 * 3_600_000;

/**
 * The access token that serves the request. Throws MsalClientException `multiple_matching_tokens_detected` when
 * there is more than one, which only a cache written by another program can cause.
 */
export async function findAccessToken(
  cache: CacheStore,
  query: AccessTokenQuery,
  metadataFor: MetadataFor,
): Promise<FoundAccessToken> {
  const candidates = cache.accessTokens
    .inPartition(partitionOf(query))
    .map(([, token]) => token)
    .filter(
      (token) =>
        same(token.client_id, query.clientId) &&
        (query.realm === undefined || same(token.realm, query.realm)) &&
        same(token.token_type || 'Bearer', 'Bearer') &&
        scopesContain(splitScopes(token.target), query.scopes),
    );
  const [token, ...others] = await inEnvironment(candidates, metadataFor);
  if (token === undefined) return { kind: 'absent' };
  if (others.length > 0) {
    throw new MsalClientException(
      'multiple_matching_tokens_detected',
      `The cache holds ${others.length + 1} access tokens for scopes ${query.scopes.join(' ')}.`,
      { hint: 'Ask for the whole set of scopes of one of them, or clear the cache.' },
    );
  }
  const life = timeMs(token.expires_on) - query.now;
  return life > expiryBufferMs && life <= longestLifeMs ? { kind: 'found', token } : { kind: 'expired' };
}

/** The refresh token of this application, or with `family` the one that every application of it may redeem. */
export async function findRefreshToken(
  cache: CacheStore,
  query: { readonly homeAccountId: string; readonly clientId: string; readonly family?: string },
  metadataFor: MetadataFor,
): Promise<RefreshTokenEntity | undefined> {
  const candidates = cache.refreshTokens
    .inPartition(userPartition(query.homeAccountId))
    .map(([, token]) => token)
    .filter(
      (token) =>
        same(token.family_id, query.family) &&
        (query.family !== undefined || same(token.client_id, query.clientId)),
    );
  return (await inEnvironment(candidates, metadataFor))[0];
}

/** Whether the application belongs to the family; undefined when no answer has said so yet. */
export async function isFamilyMember(
  cache: CacheStore,
  clientId: string,
  family: string,
  metadataFor: MetadataFor,
): Promise<boolean | undefined> {
  const entries = [...cache.appMetadata.inPartition(clientId.toLowerCase())].map(([, entry]) => entry);
  const [metadata] = await inEnvironment(entries, metadataFor);
  return metadata === undefined ? undefined : metadata.family_id === family;
}

export function idTokenFor(cache: CacheStore, token: AccessTokenEntity): IdTokenEntity | undefined {
  return belongingTo(cache.idTokens.inPartition(userPartition(token.home_account_id)), token).find(
    (idToken) => same(idToken.client_id, token.client_id),
  );
}

export function accountFor(cache: CacheStore, token: AccessTokenEntity): AccountEntity | undefined {
  return belongingTo(cache.accounts.inPartition(userPartition(token.home_account_id)), token)[0];
}

function partitionOf({ owner, clientId, realm }: AccessTokenQuery): string {
  switch (owner.kind) {
    case 'application':
      return appPartition(clientId, realm ?? '');
    case 'user':
      return userPartition(owner.homeAccountId);
    case 'assertion':
      return assertionPartition(owner.hash);
  }
}

function belongingTo<T extends Entity & { readonly environment: string; readonly realm: string }>(
  entries: readonly (readonly [string, T])[],
  token: AccessTokenEntity,
): T[] {
  return entries
    .map(([, entity]) => entity)
    .filter((entity) => same(entity.environment, token.environment) && same(entity.realm, token.realm));
}

/** Entries under the preferred cache name if there are any, else those under any alias. */
async function inEnvironment<T extends Entity & { readonly environment: string }>(
  entities: readonly T[],
  metadataFor: MetadataFor,
): Promise<readonly T[]> {
  if (entities.length === 0) return [];
  const metadata = await metadataFor(entities.map((entity) => entity.environment));
  const preferred = entities.filter((entity) => same(entity.environment, metadata.preferredCache));
  if (preferred.length > 0) return preferred;
  return entities.filter((entity) => metadata.aliases.some((alias) => same(alias, entity.environment)));
}
