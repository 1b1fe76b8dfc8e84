/**
 * The mock authority: one core that answers plain requests for many worlds, and the doors that lead to it.
 * This file is the shape of it; `create-mock-idp.ts` builds one.
 */
import type { WorldConfigInput } from './config/world-config.ts';
import type { Exchange } from './ledger/exchange.ts';
import type { DoorName, WireRequest, WireResponse } from './wire.ts';
import type { World } from './world.ts';

export interface WorldOptions {
  readonly seed: number;
  /** Overrides the config's cloud. */
  readonly cloud?: string;
  /** `manual` (default) stands still at `nowMs` until advanced; `system` runs with the machine's clock. */
  readonly clock?: 'manual' | 'system';
  /** Unix milliseconds at which a manual clock begins. Default 2030-01-01T00:00:00Z. */
  readonly nowMs?: number;
}

/** What a door knows of a request besides its bytes. */
export interface Via {
  readonly door: DoorName;
  /** The world to use when the request itself names none (listener port, proxy credential). */
  readonly world?: World;
}

export interface MockIdp {
  createWorld(config: WorldConfigInput, options: WorldOptions): Promise<World>;
  dropWorld(world: World): void;
  /** Answers one request. Never throws: a defect of the mock is a 500 with `x-mock-idp-defect`, and recorded. */
  handle(request: WireRequest, via: Via): Promise<WireResponse>;
  /** The in-memory door: `fetch` with no socket. Resets reject as a network error does. */
  fetch(world?: World): typeof fetch;
  /** Whether a host belongs to a cloud or service that this authority plays. */
  owns(host: string): boolean;
  /** The worlds there are, in the order they were made. */
  readonly worlds: readonly World[];
  /** Exchanges that no world could be found for. */
  readonly unattributed: readonly Exchange[];
}
