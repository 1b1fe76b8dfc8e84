/** What the doctor found: one sentence that is true of a sound adapter, whether it holds, and what to do if not. */
import type { CallResult } from '../../client-under-test/index.ts';

export interface Finding {
  readonly id:
    | 'manifest'
    | 'build'
    | 'program'
    | 'start'
    | 'initialize'
    | 'features'
    | 'unknown-method'
    | 'client'
    | 'reach'
    | 'trust'
    | 'token'
    | 'clock'
    | 'stdout'
    | 'shutdown';
  /** The sentence. */
  readonly says: string;
  readonly ok: boolean;
  /** What was seen. */
  readonly detail?: string;
  /** What to do, when it does not hold. */
  readonly todo?: string;
}

/** A result that is not the one hoped for, in words. */
export const inWords = (result: CallResult<unknown>): string => {
  switch (result.outcome) {
    case 'ok':
      return 'it answered ok';
    case 'unsupported':
      return `it answered unsupported${result.reason === undefined ? '' : `: ${result.reason}`}`;
    case 'error':
      return `the SDK failed: ${result.error.kind}, ${result.error.sdkType}: ${result.error.message}`;
    case 'timeout':
      return `no answer came within ${result.afterMs / 1000} s`;
    case 'crash':
      return `the process ended ${result.signal === null ? `with exit code ${result.exitCode}` : `by ${result.signal}`}${result.stderr === '' ? '' : `; it said last: ${result.stderr.split('\n').at(-1)}`}`;
    case 'adapter_error':
      return result.problem;
  }
};

/** What an author can do about a result, where anything general can be said. */
export const advice = (result: CallResult<unknown>): string | undefined => {
  switch (result.outcome) {
    case 'adapter_error':
      return result.hint;
    case 'timeout':
      return 'Answer every request; if the SDK waits for somebody, ask the harness (user.openUrl, clock.sleep).';
    case 'crash':
      return 'Catch what the SDK throws and answer with the outcome "error".';
    default:
      return undefined;
  }
};
