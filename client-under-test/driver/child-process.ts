/**
 * One process of an adapter: started without a shell in a group of its own, heard line by line, ended with
 * everything it started. Knows nothing of messages.
 */
import { spawn } from 'node:child_process';
import { lineSplitter } from '../protocol/line-splitter.ts';
import { maxLineBytes } from '../protocol/messages.ts';
import { logLines } from './output-tail.ts';
import { endWithUs, signalGroup } from './process-group.ts';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Record<string, string>;
}

export interface ProcessListener {
  line(bytes: Buffer): void;
  tooLong(start: Buffer): void;
  stderr(line: string): void;
  /** The process lives, but one of its pipes does not. */
  pipeClosed(which: 'standard input' | 'standard output'): void;
}

export interface Ending {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The operating system could not start it. */
  readonly failure?: Error;
}

/** How a process came to its end when it was asked to stop. */
export type Stopped = 'by itself' | 'terminated' | 'killed';

export interface ChildProcess {
  readonly pid: number | undefined;
  /** Settles when the process has ended, its group was killed and its output was read. */
  readonly ended: Promise<Ending>;
  write(text: string): void;
  kill(): Promise<void>;
  /** Closes its input and gives it time; then SIGTERM, then SIGKILL to the whole group. */
  stop(): Promise<Stopped>;
}

const graceForOutputMs = 500;
const graceForExitMs = 500;
const patienceMs = 3_000;
const patienceAfterTermMs = 2_000;
/** What may wait in our memory for a process that does not read. */
const maxUnreadBytes = 8 * maxLineBytes;

const within = async (ms: number, promise: Promise<unknown>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const inTime = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
};

/** @throws {Error} when the arguments cannot be given to a process at all; other failures come as an `Ending` */
export const startChild = ({ program, args, cwd, env }: Command, listener: ProcessListener): ChildProcess => {
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: 'pipe',
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const forget = child.pid === undefined ? () => {} : endWithUs(child.pid);
  const signal = (name: 'SIGTERM' | 'SIGKILL') => {
    if (child.pid !== undefined) signalGroup(child.pid, name);
  };

  const lines = lineSplitter(maxLineBytes, listener);
  child.stdout.on('data', (chunk: Buffer) => lines.push(chunk));
  const log = logLines((line) => listener.stderr(line));
  child.stderr.on('data', (chunk: Buffer) => log.push(chunk));

  const exited = new Promise<Ending>((resolve) => {
    child.once('exit', (exitCode, signalName) => resolve({ exitCode, signal: signalName }));
    child.once('error', (failure) => {
      if (child.pid === undefined) resolve({ exitCode: null, signal: null, failure });
    });
  });
  const outputRead = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ended = exited.then(async (ending) => {
    signal('SIGKILL'); // what it started and left behind
    forget();
    if (ending.failure === undefined) await within(graceForOutputMs, outputRead);
    child.stdout.destroy();
    child.stderr.destroy();
    lines.end();
    log.end();
    return ending;
  });

  const pipeClosed = async (which: 'standard input' | 'standard output') => {
    if (!(await within(graceForExitMs, exited))) listener.pipeClosed(which);
  };
  child.stdin.on('error', () => void pipeClosed('standard input'));
  child.stdout.on('end', () => void pipeClosed('standard output'));

  const kill = async () => {
    signal('SIGKILL');
    await ended;
  };

  return {
    pid: child.pid,
    ended,
    kill,
    write(text) {
      if (child.stdin.writableLength > maxUnreadBytes) void pipeClosed('standard input');
      else if (child.stdin.writable) child.stdin.write(text);
      else void pipeClosed('standard input');
    },
    async stop() {
      child.stdin.end();
      if (await within(patienceMs, ended)) return 'by itself';
      signal('SIGTERM');
      if (await within(patienceAfterTermMs, ended)) return 'terminated';
      await kill();
      return 'killed';
    },
  };
};
