/** Starts `exec` as a person does, for tests, and waits for its end or for what it prints. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const bin = join(import.meta.dirname, '..', 'bin.js');

export const startExec = (...words: readonly string[]) => {
  const child = spawn(process.execPath, [bin, 'exec', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  const looking = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    for (const look of looking) look();
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  const printed = (words: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (stdout.includes(words)) resolve();
      };
      looking.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without "${words}": ${stdout}${stderr}`)));
    });
  return { child, ended, printed };
};

export const runExec = (...words: readonly string[]): Promise<Ended> => startExec(...words).ended;
