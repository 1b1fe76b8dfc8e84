/**
 * An adapter as a supervised process: a session that outlives crashes and timeouts. A process that ended is
 * started again by the next call that needs one, a bounded number of times in a row.
 */
import type { AdapterManifest, Method, Params, Value } from '../protocol/index.ts';
import { startLife, type LifeOptions } from './adapter-process.ts';
import { AdapterStartError } from './adapter-start-error.ts';
import { adapterError, checkParams } from './check-outcome.ts';
import type { Stopped } from './child-process.ts';
import type { Environment } from './environment.ts';
import type { RunIdentity } from './initialize.ts';
import { outputTail } from './output-tail.ts';
import type { AdapterSession, CallResult, HarnessHandlers } from './session.ts';

export interface ProcessOptions {
  /** Folder of the manifest; its `cwd` and relative programs start there. */
  readonly manifestDir: string;
  /** Added to the environment, over the manifest's own: `reachEnvironment(...)`, for one. */
  readonly env?: Environment;
  readonly handlers: HarnessHandlers;
  readonly run: RunIdentity;
  /** Milliseconds until `initialize` must be answered. Default 30 000. */
  readonly startupDeadlineMs?: number;
  /** Restarts in a row, with no call answered between them, before the session gives up. Default 3. */
  readonly maxRestarts?: number;
  /** Each line of stderr as it comes. */
  readonly onLog?: (line: string) => void;
}

export interface ProcessSession extends AdapterSession {
  /** Of the process that lives now. */
  readonly pid: number | undefined;
  /** How the last process ended when `stop` asked it to; absent before, and when none was running. */
  readonly stopped: Stopped | undefined;
}

/** Starts an adapter and initializes it. @throws {AdapterStartError} */
export const startProcess = async (
  manifest: AdapterManifest,
  options: ProcessOptions,
): Promise<ProcessSession> => {
  const { maxRestarts = 3 } = options;
  const log = outputTail();
  let handlers = options.handlers;

  const lifeOptions: LifeOptions = {
    manifest,
    manifestDir: options.manifestDir,
    environment: options.env ?? {},
    run: options.run,
    startupDeadlineMs: options.startupDeadlineMs ?? 30_000,
    handlers: () => handlers,
    stderr(line) {
      log.push(line);
      options.onLog?.(line);
    },
  };

  let life = await startLife(lifeOptions);
  let starting: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;
  let stopped: Stopped | undefined;
  let restarts = 0;
  let inARow = 0;

  const restart = async () => {
    restarts++;
    inARow++;
    try {
      life = await startLife(lifeOptions);
    } finally {
      starting = undefined;
    }
  };

  /** Why a call cannot be sent, or what it comes to without being sent. */
  const unsent = async (method: string): Promise<CallResult<unknown> | undefined> => {
    if (stopping) return adapterError(`The session has been stopped; ${method} was not sent.`);
    const unreported = life.takeUnreported();
    if (unreported) return unreported;
    if (life.alive) return undefined;
    if (method === 'case.end') return { outcome: 'ok', value: {} }; // a dead process holds no handles
    if (inARow >= maxRestarts) {
      return adapterError(
        `The adapter was started again ${maxRestarts} times in a row and never answered a call; it is given up.`,
        'Its last lines on standard error say more.',
      );
    }
    try {
      await (starting ??= restart());
      return undefined;
    } catch (error) {
      if (error instanceof AdapterStartError) return adapterError(error.message, error.hint);
      throw error;
    }
  };

  const ask = async (method: string, params: unknown, deadlineMs: number) => {
    const instead = await unsent(method);
    if (instead) return instead;
    const result = await life.call(method, params, deadlineMs);
    if (result.outcome === 'ok' || result.outcome === 'error' || result.outcome === 'unsupported') inARow = 0;
    return result;
  };

  const stop = async () => {
    await starting?.catch(() => {});
    if (life.alive) stopped = await life.stop();
  };

  return {
    info: life.info,
    stderr: log.lines,
    get restarts() {
      return restarts;
    },
    get pid() {
      return life.alive ? life.pid : undefined;
    },
    get stopped() {
      return stopped;
    },
    async call<M extends Method>(method: M, params: Params<M>, deadlineMs: number) {
      checkParams(method, params);
      return (await ask(method, params, deadlineMs)) as CallResult<Value<M>>;
    },
    probe: (method, deadlineMs) => ask(method, {}, deadlineMs),
    handle(next) {
      handlers = next;
    },
    stop: () => (stopping ??= stop()),
  };
};
