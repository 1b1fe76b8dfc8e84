/**
 * A running adapter as the suites see it, whatever the transport: calls with a deadline, and outcomes that
 * tell apart what the SDK did from what went wrong between it and us.
 */
import type { Method, NotificationMethod, Outcome, Params, Value } from '../protocol/index.ts';

export type CallResult<T> =
  | Outcome<T>
  /** No answer within the deadline. The process has been killed, if it is one. */
  | { outcome: 'timeout'; afterMs: number }
  /** The process ended while the call was open. */
  | { outcome: 'crash'; exitCode: number | null; signal: string | null; stderr: string }
  /** The adapter broke the protocol, or said itself that it failed. `hint` says what to do. */
  | { outcome: 'adapter_error'; problem: string; hint?: string };

/** What the harness does when the adapter asks. */
export interface HarnessHandlers {
  openUrl(url: string): Promise<void>;
  sleep(ms: number): Promise<number>;
  notify(method: NotificationMethod, params: Record<string, unknown>): void;
}

export interface AdapterSession {
  readonly info: Value<'initialize'>;
  call<M extends Method>(method: M, params: Params<M>, deadlineMs: number): Promise<CallResult<Value<M>>>;
  /** Sends a method that protocol v1 does not have (doctor). */
  probe(method: string, deadlineMs: number): Promise<CallResult<unknown>>;
  /** Replaces the handlers, between cases. */
  handle(handlers: HarnessHandlers): void;
  /** The last lines of stderr, newest last. */
  readonly stderr: readonly string[];
  /** How often a crashed or killed process has been started again. */
  readonly restarts: number;
  /** Shuts the adapter down: asks, then ends the whole process group. Never throws. */
  stop(): Promise<void>;
}
