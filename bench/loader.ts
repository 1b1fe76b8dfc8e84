/** The process that asks: takes one order, answers with what came of it, and ends. */
import autocannon from 'autocannon';
import type { LoadOrder, LoadResult } from './target.ts';

process.once('message', (message: unknown) => {
  const { target, connections, seconds, amount } = message as LoadOrder;
  void autocannon({
    ...target,
    method: 'POST',
    connections,
    ...(seconds !== undefined && { duration: seconds }),
    ...(amount !== undefined && { amount }),
  }).then(({ requests, duration, errors, non2xx, latency }) => {
    const result: LoadResult = {
      requests: requests.total,
      seconds: duration,
      failures: errors + non2xx,
      p99Ms: latency.p99,
    };
    process.send?.(result, () => process.disconnect());
  });
});
