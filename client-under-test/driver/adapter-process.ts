/**
 * One life of an adapter: a process that has answered `initialize`, from its start to its end. What becomes
 * of the calls after it is over, and whether there is a next life, is the session's affair.
 */
import { join, resolve } from 'node:path';
import { statSync } from 'node:fs';
import type { AdapterManifest, Value } from '../protocol/index.ts';
import { AdapterStartError } from './adapter-start-error.ts';
import { adapterError } from './check-outcome.ts';
import { startChild, type Command, type Ending, type Stopped } from './child-process.ts';
import { openConnection } from './connection.ts';
import { adapterEnvironment, type Environment } from './environment.ts';
import { findProgram } from './find-program.ts';
import { initialized, initializeParams, type RunIdentity } from './initialize.ts';
import { languageHints } from './language-hints.ts';
import { outputTail } from './output-tail.ts';
import type { CallResult, HarnessHandlers } from './session.ts';

export interface LifeOptions {
  readonly manifest: AdapterManifest;
  readonly manifestDir: string;
  readonly environment: Environment;
  readonly run: RunIdentity;
  readonly startupDeadlineMs: number;
  handlers(): HarnessHandlers;
  stderr(line: string): void;
}

export interface Life {
  readonly pid: number;
  readonly info: Value<'initialize'>;
  /** False once the process has ended or was given up. */
  readonly alive: boolean;
  call(method: string, params: unknown, deadlineMs: number): Promise<CallResult<unknown>>;
  /** What happened while no call was open, once. */
  takeUnreported(): CallResult<never> | undefined;
  stop(): Promise<Stopped>;
}

const shownStderrLines = 20;
const endedByUs = adapterError('The process was ended after a breach of the protocol.');

/** The program of a manifest, found, with its folder and its environment. @throws {AdapterStartError} */
export const commandOf = (manifest: AdapterManifest, manifestDir: string, extra: Environment): Command => {
  const cwd = resolve(manifestDir, manifest.cwd ?? '.');
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new AdapterStartError(
      'folder_not_found',
      `The adapter's working directory ${cwd} does not exist.`,
      {
        hint: `"cwd" in adapter.json is relative to the folder of that file, ${join(manifestDir)}.`,
      },
    );
  }
  const env = adapterEnvironment(process.env, manifest.env, extra);
  const [name, ...args] = manifest.command as [string, ...string[]];
  const path = env.PATH ?? env.Path ?? '';
  return { program: findProgram(name, { cwd, path, pathExt: env.PATHEXT }), args, cwd, env };
};

const notStartable = (program: string, cause: Error) =>
  new AdapterStartError('not_startable', `The system could not start ${program}: ${cause.message}`, {
    hint: 'A script needs a "#!" line that names an existing program; on Windows name the .exe, not a .cmd file.',
    cause,
  });

/** A process that has ended without ever running. @throws {AdapterStartError} `not_startable` */
const refusedBySystem = async (ended: Promise<Ending>, program: string): Promise<void> => {
  const { failure } = await ended;
  if (failure) throw notStartable(program, failure);
};

/** Starts a process and waits for its answer to `initialize`. @throws {AdapterStartError} */
export const startLife = async (options: LifeOptions): Promise<Life> => {
  const { manifest } = options;
  const hints = languageHints(manifest.language);
  const tail = outputTail();
  const command = commandOf(manifest, options.manifestDir, options.environment);
  let alive = true;

  const child = startChild(command, {
    line: (bytes) => connection.line(bytes),
    tooLong: (start) => connection.tooLong(start),
    stderr(line) {
      tail.push(line);
      options.stderr(line);
    },
    pipeClosed(which) {
      if (!alive) return;
      connection.report(adapterError(`The adapter closed its ${which} and went on running.`));
      void giveUp(endedByUs);
    },
  });
  const connection = openConnection({
    write: (text) => child.write(text),
    handlers: () => options.handlers(),
    stdoutHint: hints.stdout,
    onGivenUp: () => void giveUp(endedByUs),
  });

  const stderr = () => tail.lines.slice(-shownStderrLines);
  void child.ended.then(({ exitCode, signal }) => {
    if (alive) connection.report({ outcome: 'crash', exitCode, signal, stderr: stderr().join('\n') });
    alive = false;
  });

  /** Ends the process; calls that are still open come to `why`. */
  const giveUp = async (why: CallResult<never>) => {
    alive = false;
    connection.settleAll(why);
    await child.kill();
  };

  const call = async (method: string, params: unknown, deadlineMs: number): Promise<CallResult<unknown>> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), deadlineMs);
    });
    const answer = connection.request(method, params);
    const first = await Promise.race([answer, late]);
    clearTimeout(timer);
    if (first !== 'late') return first;
    const forOthers = adapterError(
      `The process was ended because another call, ${method}, had no answer in time.`,
    );
    await giveUp(forOthers);
    const own = await answer; // a breach while it was open says more than the deadline
    return own === forOthers ? { outcome: 'timeout', afterMs: deadlineMs } : own;
  };

  const result = await call(
    'initialize',
    initializeParams(options.run, command.env),
    options.startupDeadlineMs,
  );
  try {
    if (result.outcome === 'crash') await refusedBySystem(child.ended, command.program);
    const info = initialized(result, { flushHint: hints.flush, stderr: stderr() });
    return {
      info,
      pid: child.pid!,
      call,
      takeUnreported: () => connection.takeUnreported(),
      stop() {
        void connection.request('shutdown', {});
        return child.stop();
      },
      get alive() {
        return alive;
      },
    };
  } catch (error) {
    await giveUp(endedByUs);
    throw error;
  }
};
