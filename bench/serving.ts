/** The server's end of the bench: says where it listens, and what it has used when asked. */
import type { FromServer, Target } from './target.ts';

const usage = () => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return { cpuUs: user + system, rss, heapUsed };
};

const say = (message: FromServer) => process.send?.(message);

/** From now on the server can be asked; it ends with the bench. */
export const announce = (target: Target): void => {
  process.on('message', () => say({ kind: 'usage', usage: usage() }));
  process.on('disconnect', () => process.exit());
  say({ kind: 'ready', target });
};
