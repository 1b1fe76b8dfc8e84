/** Keeps memory bounded: a map that forgets its oldest entries. */

/** Makes room for one more entry, so that the map never holds more than `most`. */
export const keepAtMost = <K, V>(map: Map<K, V>, most: number): Map<K, V> => {
  for (const key of map.keys()) {
    if (map.size < most) break;
    map.delete(key);
  }
  return map;
};
