/** Shares the broken clients out to as many threads as the machine has cores: each runs the whole plan. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Finding } from './prove.ts';

export type Answer = Pick<Finding, 'unmet' | 'errors'>;

export interface Threads {
  /** What the client of this id does not meet. Rejects when its thread fails. */
  of(id: string): Promise<Answer>;
  close(): Promise<void>;
}

const ask = (thread: Worker, id: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const done = () => {
      thread.off('message', answered);
      thread.off('error', failed);
    };
    const answered = (answer: Answer) => {
      done();
      resolve(answer);
    };
    const failed = (error: Error) => {
      done();
      reject(error);
    };
    thread.on('message', answered);
    thread.on('error', failed);
    thread.postMessage(id);
  });

/** Starts at once, and takes the clients in the order given. */
export const inThreads = (ids: readonly string[]): Threads => {
  const answers = new Map(ids.map((id) => [id, Promise.withResolvers<Answer>()]));
  for (const { promise } of answers.values()) promise.catch(() => undefined); // whoever asks hears of it
  const waiting = [...ids];
  const threads = Array.from(
    { length: Math.min(availableParallelism(), ids.length) },
    () => new Worker(new URL('./thread.ts', import.meta.url), { execArgv: [] }),
  );
  const work = async (thread: Worker): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const { resolve, reject } = answers.get(id)!;
      await ask(thread, id).then(resolve, reject);
    }
  };
  for (const thread of threads) void work(thread);
  return {
    of: (id) => answers.get(id)!.promise,
    close: async () => {
      waiting.length = 0;
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
};
