/**
 * An adapter written in TypeScript: an object of operations. The same object is driven in process
 * (`driver/in-process.ts`) or served over standard input and output (`serve-stdio.ts`).
 *
 * An adapter holds no expectations, never retries and never sleeps: it says what its SDK did.
 */
import type { Method, Outcome, Params, Value } from '../protocol/index.ts';

/** What an adapter may ask of the harness while an operation runs. */
export interface Harness {
  /** The SDK wants a browser at this URL. Resolves when the person is done with the pages. */
  openUrl(url: string): Promise<void>;
  /** The SDK sleeps (clock mode `inject`). Resolves with the Unix milliseconds it then is. */
  sleep(ms: number): Promise<number>;
  deviceCode(prompt: {
    client: string;
    userCode: string;
    verificationUri: string;
    message: string;
    expiresInSeconds?: number;
    intervalSeconds?: number;
  }): void;
  log(line: { level: 'error' | 'warn' | 'info' | 'debug'; text: string; containsPii?: boolean }): void;
}

/** Methods whose result is an `Outcome`; the others either work or are the adapter's own failure. */
export type OperationMethod = Exclude<
  Method,
  'initialize' | 'case.start' | 'case.end' | 'clock.set' | 'shutdown'
>;

export interface Adapter {
  initialize(params: Params<'initialize'>, harness: Harness): Promise<Value<'initialize'>>;
  caseStart(params: Params<'case.start'>): void | Promise<void>;
  /** Drops every handle of the case. */
  caseEnd(): void | Promise<void>;
  setClock(nowMs: number): void;
  /** A method that is missing here is answered with `unsupported`. */
  readonly operations: {
    readonly [M in OperationMethod]?: (params: Params<M>) => Promise<Outcome<Value<M>>>;
  };
}
