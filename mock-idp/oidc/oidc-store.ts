/**
 * Where oidc-provider keeps its sessions, codes and tokens. What it keeps lives as long as the world's clock says;
 * the dates it writes into tokens are the machine's, since it reads no other clock.
 */
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Clock } from '../clock.ts';
import { keepAtMost } from '../sign-in/keep-at-most.ts';

interface Kept {
  readonly model: string;
  readonly payload: AdapterPayload;
  /** World milliseconds. */
  readonly until: number;
}

const mostKept = 10_000;

/** Settles at once: the store is memory, its interface is not. */
const now = <T>(value: T): Promise<T> => Promise.resolve(value);

export const createStore = (clock: Clock): ((model: string) => Adapter) => {
  const all = new Map<string, Kept>();
  const find = (model: string, matches: (payload: AdapterPayload) => boolean) =>
    [...all.values()].find(
      (kept) => kept.model === model && kept.until > clock.now() && matches(kept.payload),
    )?.payload;

  return (model) => {
    const key = (id: string) => `${model} ${id}`;
    return {
      upsert: (id, payload, expiresIn) => {
        const until = expiresIn ? clock.now() + expiresIn * 1000 : Infinity;
        keepAtMost(all, mostKept).set(key(id), { model, payload, until });
        return now(undefined);
      },
      find: (id) => {
        const kept = all.get(key(id));
        return now(kept && kept.until > clock.now() ? kept.payload : undefined);
      },
      findByUserCode: (userCode) => now(find(model, (payload) => payload.userCode === userCode)),
      findByUid: (uid) => now(find(model, (payload) => payload.uid === uid)),
      consume: (id) => {
        const kept = all.get(key(id));
        if (kept) kept.payload.consumed = Math.floor(clock.now() / 1000);
        return now(undefined);
      },
      destroy: (id) => {
        all.delete(key(id));
        return now(undefined);
      },
      revokeByGrantId: (grantId) => {
        for (const [id, { payload }] of all) if (payload.grantId === grantId) all.delete(id);
        return now(undefined);
      },
    };
  };
};
