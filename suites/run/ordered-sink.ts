/** Passes records on in the order of the plan, whatever the order in which cases end. */

export interface OrderedSink<T> {
  put(index: number, record: T): void;
  /** Passes on what is still held back, in order, with `missing` in the gaps. */
  flush(missing: (index: number) => T): void;
}

export const orderedSink = <T>(length: number, write: (record: T) => void): OrderedSink<T> => {
  const held = new Map<number, T>();
  let next = 0;
  return {
    put(index, record) {
      held.set(index, record);
      for (let ready = held.get(next); ready !== undefined; ready = held.get(next)) {
        held.delete(next++);
        write(ready);
      }
    },
    flush(missing) {
      for (; next < length; next++) write(held.get(next) ?? missing(next));
    },
  };
};
