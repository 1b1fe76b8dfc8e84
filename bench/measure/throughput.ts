/** Tokens in a second and CPU time for each, of every server in turn, round after round. */
import { load } from '../load.ts';
import type { Row } from '../report.ts';
import { serverNames, startServer, type ServerName, type ServerProcess } from '../server-process.ts';
import { median, medianRatio } from '../statistics.ts';

const connectionCounts = [1, 10, 50];

interface Sample {
  readonly perSecond: number;
  readonly cpuUs: number;
  readonly p99Ms: number;
}

const sample = async (server: ServerProcess, connections: number, seconds: number): Promise<Sample> => {
  const before = await server.usage();
  const result = await load({ target: server.target, connections, seconds });
  const after = await server.usage();
  return {
    perSecond: result.requests / result.seconds,
    cpuUs: (after.cpuUs - before.cpuUs) / result.requests,
    p99Ms: result.p99Ms,
  };
};

export interface Throughput {
  readonly connections: number;
  readonly server: ServerName;
  readonly samples: readonly Sample[];
}

export const throughput = async (rounds: number, seconds: number): Promise<readonly Throughput[]> => {
  const servers: [ServerName, ServerProcess][] = [];
  for (const name of serverNames) servers.push([name, await startServer(name)]);
  for (const [, { target }] of servers) await load({ target, connections: 10, amount: 1000 }); // warm
  const measured = connectionCounts.flatMap((connections) =>
    serverNames.map((server) => ({ connections, server, samples: [] as Sample[] })),
  );
  for (let round = 0; round < rounds; round++) {
    for (const connections of connectionCounts) {
      for (const [name, server] of servers) {
        const one = measured.find((m) => m.connections === connections && m.server === name)!;
        one.samples.push(await sample(server, connections, seconds));
      }
    }
  }
  for (const [, server] of servers) await server.stop();
  return measured;
};

/** Ratios to the Koa server, and to ours: above 1 is faster than it. */
export const throughputRows = (measured: readonly Throughput[]): Row[] =>
  measured.map(({ connections, server, samples }) => {
    const of = (name: ServerName) =>
      measured
        .find((other) => other.connections === connections && other.server === name)!
        .samples.map(({ perSecond }) => perSecond);
    const own = of(server);
    return {
      server,
      connections,
      'tokens/s': median(own),
      'CPU us': median(samples.map(({ cpuUs }) => cpuUs)),
      'p99 ms': median(samples.map(({ p99Ms }) => p99Ms)),
      'x koa': medianRatio(own, of('koa')),
      'ours x': medianRatio(of('ours'), own),
    };
  });
