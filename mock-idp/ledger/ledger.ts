/** A world's ledger: the last exchanges, in order, and whoever wants to hear of new ones. */
import type { Ledger } from '../world.ts';
import type { Exchange } from './exchange.ts';

/** What a ledger holds at most: so many exchanges, of so many characters together. */
const most = { exchanges: 10_000, characters: 8 * 1024 * 1024 };

/** Forgetting is done in strides: taking the first element out of a long array moves all the others. */
const stride = 500;

export interface WritableLedger extends Ledger {
  record(exchange: Omit<Exchange, 'seq'>): void;
}

const textOf = (headers: Iterable<readonly [string, string]>): number => {
  let size = 0;
  for (const [name, value] of headers) size += name.length + value.length;
  return size;
};

/** Roughly the memory an exchange takes: the texts it alone holds. */
const sizeOf = ({ request, response }: Omit<Exchange, 'seq'>): number =>
  500 +
  request.url.href.length +
  2 * request.body.length +
  textOf(Object.entries(request.headers)) +
  response.body.length +
  textOf(response.headers);

export const createLedger = (): WritableLedger => {
  const exchanges: Exchange[] = [];
  const listeners = new Set<(exchange: Exchange) => void>();
  let seq = 0;
  let held = 0;
  return {
    exchanges,
    record: (exchange) => {
      const recorded = { seq: ++seq, ...exchange };
      exchanges.push(recorded);
      held += sizeOf(exchange);
      if (exchanges.length > most.exchanges || held > most.characters) {
        for (const old of exchanges.splice(0, Math.min(stride, exchanges.length - 1))) held -= sizeOf(old);
      }
      for (const listener of listeners) listener(recorded);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};
