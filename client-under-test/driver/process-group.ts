/**
 * Ends a process with everything it started. On POSIX a child is the leader of its own process group, and a
 * signal goes to the group; on Windows `taskkill /T` walks the tree.
 */
import { spawn } from 'node:child_process';

/** Signals the group of `leader`. A group that is gone already is no error. */
export const signalGroup = (leader: number, signal: 'SIGTERM' | 'SIGKILL'): void => {
  if (process.platform === 'win32') {
    const force = signal === 'SIGKILL' ? ['/F'] : [];
    spawn('taskkill', ['/PID', String(leader), '/T', ...force], { stdio: 'ignore' }).on('error', () => {});
    return;
  }
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

const living = new Set<number>();
const killLiving = () => living.forEach((leader) => signalGroup(leader, 'SIGKILL'));

/** Makes sure that the group does not outlive this process. Returns the way to call that off. */
export const endWithUs = (leader: number): (() => void) => {
  if (living.size === 0) process.on('exit', killLiving);
  living.add(leader);
  return () => {
    living.delete(leader);
    if (living.size === 0) process.off('exit', killLiving);
  };
};
