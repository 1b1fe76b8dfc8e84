/** Puts load on a server from a process of its own, so that the bench itself takes nothing from either. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { LoadOrder, LoadResult } from './target.ts';

export const load = async (order: LoadOrder): Promise<LoadResult> => {
  const child = fork(new URL('loader.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.send(order);
  const [result] = (await once(child, 'message')) as [LoadResult];
  await once(child, 'exit');
  if (result.failures > 0) throw new Error(`${result.failures} requests to ${order.target.url} failed.`);
  return result;
};
