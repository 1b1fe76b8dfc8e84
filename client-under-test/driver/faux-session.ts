/** For tests of the driver: sessions with the faux adapter, ended when the test ends. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadManifest } from './load-manifest.ts';
import type { HarnessHandlers } from './session.ts';
import { startProcess, type ProcessOptions, type ProcessSession } from './start-process.ts';

export const fauxDir = join(import.meta.dirname, '..', 'adapters', 'faux');

export const deaf: HarnessHandlers = {
  openUrl: () => Promise.reject(new Error('there is no browser in this test')),
  sleep: () => Promise.reject(new Error('nobody sleeps in this test')),
  notify: () => {},
};

export const startFaux = async (
  mode: string,
  options: Partial<ProcessOptions> = {},
): Promise<ProcessSession> => {
  const session = await startProcess(loadManifest(join(fauxDir, 'adapter.json')), {
    manifestDir: fauxDir,
    handlers: deaf,
    run: { id: 'test', seed: 1 },
    ...options,
    env: { FAUX: mode, ...options.env },
  });
  onTestFinished(() => session.stop());
  return session;
};

export const list = (session: ProcessSession, deadlineMs = 20_000) =>
  session.call('account.list', { client: 'c1' }, deadlineMs);

/** Whether a process runs. On Linux, one that has ended and that nobody has collected yet does not. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (!existsSync('/proc/self/stat')) return true;
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};
