/**
 * Finds the world a request belongs to by what the request names: tenant ids and domains, client ids, user codes.
 * Two worlds may both call a domain theirs; the next thing the request names then decides.
 */
import type { World } from '../world.ts';

export interface WorldRegistry {
  claim(world: World, handle: string): void;
  drop(world: World): void;
  /** Every world that has claimed the handle. */
  owners(handle: string): readonly World[];
  /** Handles in the order of their weight; `fallback` is the door's world. */
  find(handles: readonly (string | undefined)[], fallback: World | undefined): World | undefined;
}

export const createRegistry = (): WorldRegistry => {
  const owners = new Map<string, Set<World>>();
  const claimed = new Map<World, Set<string>>();

  const both = (a: ReadonlySet<World>, b: ReadonlySet<World>) =>
    new Set([...a].filter((world) => b.has(world)));
  const only = (worlds: ReadonlySet<World>) => (worlds.size === 1 ? [...worlds][0] : undefined);

  return {
    claim: (world, handle) => {
      const key = handle.toLowerCase();
      owners.set(key, (owners.get(key) ?? new Set()).add(world));
      claimed.set(world, (claimed.get(world) ?? new Set()).add(key));
    },
    drop: (world) => {
      for (const handle of claimed.get(world) ?? []) {
        const worlds = owners.get(handle);
        worlds?.delete(world);
        if (worlds?.size === 0) owners.delete(handle);
      }
      claimed.delete(world);
    },
    owners: (handle) => [...(owners.get(handle.toLowerCase()) ?? [])],
    find: (handles, fallback) => {
      let candidates: ReadonlySet<World> | undefined;
      for (const handle of handles) {
        const worlds = handle === undefined ? undefined : owners.get(handle.toLowerCase());
        if (!worlds) continue;
        const common = candidates ? both(worlds, candidates) : worlds;
        if (common.size > 0) candidates = common;
        const world = candidates && only(candidates);
        if (world) return world;
      }
      if (candidates && !(fallback && candidates.has(fallback))) return undefined;
      return fallback;
    },
  };
};
