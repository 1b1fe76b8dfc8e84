/** What the mock authority holds on to after many tokens. */
import { load } from '../load.ts';
import type { Row } from '../report.ts';
import { startServer } from '../server-process.ts';

const megabytes = (bytes: number) => bytes / 1024 / 1024;

export const memory = async (tokens: number): Promise<Row[]> => {
  const server = await startServer('ours');
  await load({ target: server.target, connections: 10, amount: 100 });
  const before = await server.usage();
  await load({ target: server.target, connections: 50, amount: tokens });
  const after = await server.usage();
  await server.stop();
  return [
    { tokens: 100, 'RSS MB': megabytes(before.rss), 'heap MB': megabytes(before.heapUsed) },
    { tokens, 'RSS MB': megabytes(after.rss), 'heap MB': megabytes(after.heapUsed) },
  ];
};
