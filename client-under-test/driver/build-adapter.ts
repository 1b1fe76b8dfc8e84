/** Runs an adapter's build commands, in order, without a shell. */
import { spawn } from 'node:child_process';
import { delimiter, dirname, resolve } from 'node:path';
import type { AdapterManifest } from '../protocol/index.ts';
import { AdapterStartError } from './adapter-start-error.ts';
import { findProgram } from './find-program.ts';
import { logLines, outputTail } from './output-tail.ts';

const runStep = async (
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
): Promise<string | undefined> => {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  for (const stream of [child.stdout, child.stderr]) {
    const lines = logLines(onLine);
    stream.on('data', (chunk: Buffer) => lines.push(chunk));
    stream.on('end', () => lines.end());
  }
  return new Promise((settle) => {
    child.once('error', (error) => settle(error.message));
    child.once('close', (code, signal) => {
      if (code === 0) settle(undefined);
      else settle(signal === null ? `exit code ${code}` : `ended by ${signal}`);
    });
  });
};

/**
 * Builds an adapter. Unlike the adapter itself, a build runs in the caller's whole environment: it restores
 * packages, through whatever proxy and registry the machine is set up for.
 * @throws {AdapterStartError} `build_failed` or `program_not_found`
 */
export const buildAdapter = async (
  manifest: AdapterManifest,
  manifestDir: string,
  onLine: (line: string) => void,
): Promise<void> => {
  const cwd = resolve(manifestDir, manifest.cwd ?? '.');
  const path = [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter);
  const env = { ...process.env, ...manifest.env, PATH: path };
  for (const [name, ...args] of manifest.build ?? []) {
    const tail = outputTail();
    const program = findProgram(name!, { cwd, path, pathExt: process.env.PATHEXT });
    const failure = await runStep(program, args, cwd, env, (line) => {
      tail.push(line);
      onLine(line);
    });
    if (failure !== undefined) {
      throw new AdapterStartError(
        'build_failed',
        `The build of adapter "${manifest.name}" failed: ${[name, ...args].join(' ')}: ${failure}`,
        {
          hint: `Run it by hand in ${cwd}. Last line: ${tail.lines.at(-1) ?? '(it printed nothing)'}`,
          stderr: tail.lines,
        },
      );
    }
  }
};
