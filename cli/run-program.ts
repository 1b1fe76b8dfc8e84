/** Runs a program in the foreground, as if it had been typed: its input, output, signals and exit code are its own. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Environment } from '../client-under-test/index.ts';
import { CliError } from './exit.ts';

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The exit codes that shells give for programs they cannot run. */
const cannotStart = (program: string, cause: NodeJS.ErrnoException): CliError =>
  cause.code === 'ENOENT'
    ? new CliError(
        'program_not_found',
        127,
        `${program} was not found`,
        'Check the name and PATH. It is run without a shell: for aliases, variables or && give  sh -c "..."',
        { cause },
      )
    : new CliError('program_not_runnable', 126, `${program} cannot be run: ${cause.message}`, undefined, {
        cause,
      });

/** A terminal sends Ctrl-C to the program itself; any other interrupt has to be passed on. */
const comesByItself = (signal: string) => signal === 'SIGINT' && process.stdin.isTTY;

/**
 * Its exit code, or 128 and the number of the signal that ended it, as shells count.
 * @throws {CliError} with exit code 127 or 126, when it cannot be started
 */
export const runProgram = async (
  [program = '', ...words]: readonly string[],
  environment: Environment,
): Promise<number> => {
  const child = spawn(program, words, { stdio: 'inherit', env: { ...environment } });
  const forward = (signal: NodeJS.Signals) => {
    if (!comesByItself(signal)) child.kill(signal);
  };
  for (const signal of passedOn) process.on(signal, forward);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', (cause) => reject(cannotStart(program, cause)));
      child.once('close', (code, signal) =>
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
      );
    });
  } finally {
    for (const signal of passedOn) process.off(signal, forward);
  }
};
