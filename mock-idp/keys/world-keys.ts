/**
 * The signing keys of one world, and their rotation: a new key is published first, then used, and the old one stays
 * published until it is dropped. https://learn.microsoft.com/entra/identity-platform/signing-key-rollover
 */
import type { PublishedKey, SigningKeys } from '../world.ts';
import { WorldError } from '../worlds/world-error.ts';
import type { KeyPool, PoolKey } from './key-pool.ts';

export interface WorldKeys extends SigningKeys {
  /** The key that tokens are signed with now. */
  signing(): Promise<PoolKey>;
  /** What the keys document lists, oldest first. */
  published(): Promise<readonly PoolKey[]>;
  /** A key that is in no keys document. */
  stale(): Promise<PoolKey>;
}

export const createWorldKeys = (pool: Pick<KeyPool, 'signing' | 'stale'>): WorldKeys => {
  /** Indexes in the pool, oldest first. */
  let listed: readonly number[] = [0];
  let current = 0;

  const published = () => Promise.all(listed.map((index) => pool.signing(index)));
  const useOf = (index: number): PublishedKey['use'] => {
    if (index === current) return 'signing';
    return index > current ? 'next' : 'old';
  };

  const publishNext = async () => {
    const next = listed.at(-1)! + 1;
    listed = [...listed, next];
    return (await pool.signing(next)).x5t;
  };

  const useNext = async () => {
    const next = listed.find((index) => index > current);
    if (next === undefined) {
      throw new WorldError(
        'no_next_key',
        'Every published key has signed already: there is none to go over to.',
      );
    }
    current = next;
    return (await pool.signing(next)).x5t;
  };

  return {
    signing: () => pool.signing(current),
    published,
    stale: () => pool.stale(),
    list: async () => (await published()).map(({ x5t }, at) => ({ kid: x5t, use: useOf(listed[at]!) })),
    publishNext,
    useNext,
    rotate: async () => {
      if (!listed.some((index) => index > current)) await publishNext();
      return useNext();
    },
    drop: async (kid) => {
      const keys = await published();
      const index = listed[keys.findIndex(({ x5t }) => x5t === kid)];
      if (index === undefined) throw new WorldError('unknown_key', `No key ${kid} is published.`);
      if (index === current) {
        throw new WorldError('key_in_use', `The key ${kid} signs tokens now and cannot be dropped.`);
      }
      listed = listed.filter((one) => one !== index);
    },
  };
};
