/** The first exchange with an adapter: what it is told of the run, and what is made of its answer. */
import { operations, type Params, type Value } from '../protocol/index.ts';
import { AdapterStartError, type AdapterStartCode } from './adapter-start-error.ts';
import type { Environment } from './environment.ts';
import type { CallResult } from './session.ts';

/** Which run this is, for the adapter's logs and for its SDK's random source if it takes one. */
export interface RunIdentity {
  readonly id: string;
  readonly seed: number;
}

export const protocolVersion = 1;

/** The way to the mock is said twice, for runtimes that do not read it from their environment. */
export const initializeParams = (run: RunIdentity, environment: Environment): Params<'initialize'> => {
  const { HTTPS_PROXY: proxyUrl, SSL_CERT_FILE: caPemPath, TMPDIR: tmpDir } = environment;
  return {
    protocol: { min: protocolVersion, max: protocolVersion },
    run,
    env: {
      ...(caPemPath === undefined ? {} : { caPemPath }),
      ...(proxyUrl === undefined ? {} : { proxyUrl }),
      ...(tmpDir === undefined ? {} : { tmpDir }),
    },
  };
};

/**
 * What an adapter said of itself.
 * @throws {AdapterStartError}
 */
export const initialized = (
  result: CallResult<unknown>,
  { flushHint, stderr }: { flushHint?: string; stderr: readonly string[] },
): Value<'initialize'> => {
  const fail = (code: AdapterStartCode, message: string, hint?: string): never => {
    throw new AdapterStartError(code, message, { hint, stderr });
  };
  switch (result.outcome) {
    case 'ok':
      return operations.initialize.value.parse(result.value);
    case 'timeout':
      return fail(
        'initialize_timeout',
        `The adapter did not answer initialize within ${result.afterMs / 1000} s.`,
        flushHint,
      );
    case 'crash':
      return fail(
        'ended_at_start',
        `The adapter's process ended before it answered initialize, ${result.signal === null ? `with exit code ${result.exitCode}` : `by ${result.signal}`}.`,
        'Run its command by hand and type nothing: it should stay and wait for input.',
      );
    case 'adapter_error':
      return fail('protocol_violation', result.problem, result.hint);
    case 'error':
      return fail(
        'initialize_failed',
        `The adapter answered initialize with an SDK error: ${result.error.message}`,
      );
    case 'unsupported':
      return fail('initialize_failed', 'The adapter answered initialize with "unsupported".');
  }
};
