/**
 * One section of the cache: entries by key, and again by partition, so that looking for the tokens of one user or
 * application costs the same whatever else the cache holds.
 */
import type { Entity } from './entities.ts';

export interface Section<T extends Entity> {
  readonly size: number;
  put(key: string, entity: T): void;
  delete(key: string): void;
  clear(): void;
  get(key: string): T | undefined;
  entries(): IterableIterator<[key: string, entity: T]>;
  inPartition(partition: string): readonly (readonly [key: string, entity: T])[];
}

export function createSection<T extends Entity>(partitionOf: (entity: T) => string): Section<T> {
  const all = new Map<string, T>();
  const partitions = new Map<string, Map<string, T>>();

  function remove(key: string): void {
    const old = all.get(key);
    if (old === undefined) return;
    all.delete(key);
    const name = partitionOf(old);
    const partition = partitions.get(name);
    partition?.delete(key);
    if (partition?.size === 0) partitions.delete(name);
  }

  return {
    get size() {
      return all.size;
    },
    put(key, entity) {
      remove(key);
      all.set(key, entity);
      const name = partitionOf(entity);
      const partition = partitions.get(name) ?? new Map<string, T>();
      partitions.set(name, partition.set(key, entity));
    },
    delete: remove,
    clear() {
      all.clear();
      partitions.clear();
    },
    get: (key) => all.get(key),
    entries: () => all.entries(),
    inPartition: (partition) => [...(partitions.get(partition) ?? [])],
  };
}
