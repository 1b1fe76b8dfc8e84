/** Finds exchanges in a ledger, and waits for one that has not come yet. */
import type { EndpointName } from '../endpoint-name.ts';
import type { Ledger } from '../world.ts';
import type { Exchange } from './exchange.ts';

export interface ExchangeFilter {
  readonly endpoint?: EndpointName | undefined;
  /** grant_type of the token request. */
  readonly grant?: string | undefined;
  /** Only those behind this position of the ledger. */
  readonly after?: number | undefined;
}

const fits =
  ({ endpoint, grant, after = 0 }: ExchangeFilter) =>
  (exchange: Exchange): boolean =>
    exchange.seq > after &&
    (endpoint === undefined || exchange.endpoint === endpoint) &&
    (grant === undefined || exchange.grant === grant);

export const findExchanges = ({ exchanges }: Ledger, filter: ExchangeFilter): readonly Exchange[] =>
  exchanges.filter(fits(filter));

export interface WaitOptions {
  /** Real milliseconds. */
  readonly timeoutMs: number;
  /** Ends the wait early, as if the time were over. */
  readonly signal?: AbortSignal | undefined;
}

/** The first exchange that fits, there already or still to come; undefined when none came in time. */
export const waitForExchange = (
  ledger: Ledger,
  filter: ExchangeFilter,
  { timeoutMs, signal }: WaitOptions,
): Promise<Exchange | undefined> => {
  const fitting = fits(filter);
  const there = ledger.exchanges.find(fitting);
  if (there || signal?.aborted) return Promise.resolve(there);
  return new Promise((resolve) => {
    const settle = (exchange?: Exchange) => {
      clearTimeout(timer);
      unsubscribe();
      signal?.removeEventListener('abort', giveUp);
      resolve(exchange);
    };
    const giveUp = () => settle();
    const timer = setTimeout(giveUp, timeoutMs);
    const unsubscribe = ledger.subscribe((exchange) => {
      if (fitting(exchange)) settle(exchange);
    });
    signal?.addEventListener('abort', giveUp);
  });
};
