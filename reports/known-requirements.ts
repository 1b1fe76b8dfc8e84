/** What a report needs to know of a requirement beyond the id and level a record holds. The caller brings it. */
import type { Level } from './run-record.ts';

export interface KnownRequirement {
  readonly id: string;
  readonly level: Level;
  readonly area: string;
  readonly says: string;
  readonly source: { readonly title: string; readonly url: string };
}

export type KnownRequirements = ReadonlyMap<string, KnownRequirement>;

/** The area of a requirement the caller does not know: the letters of its id, `CACHE-012` -> `cache`. */
export const areaOf = (id: string, known: KnownRequirements): string =>
  known.get(id)?.area ?? id.replace(/-.*$/s, '').toLowerCase();

/** Groups by area, areas in alphabetical order, the order within each kept. */
export const byArea = <T extends { readonly id: string }>(
  items: readonly T[],
  known: KnownRequirements,
): [area: string, items: T[]][] => {
  const areas = Map.groupBy(items, (item) => areaOf(item.id, known));
  return [...areas].toSorted(([a], [b]) => (a < b ? -1 : 1));
};
