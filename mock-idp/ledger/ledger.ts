/** A world's ledger: the last exchanges, in order, and whoever wants to hear of new ones. */
import type { Ledger } from '../world.ts';
import type { Exchange } from './exchange.ts';

const kept = 10_000;

export interface WritableLedger extends Ledger {
  record(exchange: Omit<Exchange, 'seq'>): void;
}

export const createLedger = (): WritableLedger => {
  const exchanges: Exchange[] = [];
  const listeners = new Set<(exchange: Exchange) => void>();
  let seq = 0;
  return {
    exchanges,
    record: (exchange) => {
      const recorded = { seq: ++seq, ...exchange };
      exchanges.push(recorded);
      if (exchanges.length > kept) exchanges.shift();
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
