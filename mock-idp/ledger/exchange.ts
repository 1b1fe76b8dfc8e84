/** One exchange as the ledger keeps it: what came in, whose it was, what was decided, what went out. */
import type { DoorName, WireRequest, WireResponse } from '../wire.ts';
import type { EndpointName } from '../endpoint-name.ts';

export interface Exchange {
  /** Position in the ledger, from 1. */
  readonly seq: number;
  /** World time in Unix milliseconds. */
  readonly at: number;
  readonly door: DoorName;
  readonly endpoint: EndpointName;
  readonly cloud?: string;
  /** Tenant segment of the path, as it was sent. */
  readonly tenant?: string;
  readonly request: WireRequest;
  /** Form parameters; of a parameter sent twice, the first. */
  readonly form: Readonly<Record<string, string>>;
  readonly grant?: string;
  readonly response: WireResponse;
  /** What the authority decided, in words: `issued a token to alice`, `refused: AADSTS7000215`. */
  readonly decision: string;
  /** The rule that changed the answer, in words. */
  readonly fault?: string;
}
