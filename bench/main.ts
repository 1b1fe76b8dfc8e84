/**
 * `npm run bench`: measures the mock authority beside its peers, in one run, and keeps the numbers in `bench/out/`.
 * `--quick` takes half a minute; `--only throughput,memory` leaves the rest out.
 */
import { parseArgs } from 'node:util';
import { coldStart } from './measure/cold-start.ts';
import { memory } from './measure/memory.ts';
import { smoke } from './measure/smoke.ts';
import { tenants } from './measure/tenants.ts';
import { throughput, throughputRows } from './measure/throughput.ts';
import { keep, printTable, type Row } from './report.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const { quick } = values;

interface Part {
  readonly name: string;
  readonly title: string;
  readonly run: () => Promise<readonly Row[]>;
}

const parts: readonly Part[] = [
  {
    name: 'throughput',
    title:
      'Token endpoint, client credentials, RS256 (x koa: times the bare Koa server; ours x: ours against it)',
    run: async () => {
      const measured = await (quick ? throughput(1, 1) : throughput(7, 3));
      keep('throughput-samples', measured);
      return throughputRows(measured);
    },
  },
  { name: 'cold-start', title: 'Process start to first token', run: () => coldStart(quick ? 1 : 7) },
  {
    name: 'tenants',
    title: 'A refused token request at the last of so many tenants',
    run: () => (quick ? tenants([1, 100], 3) : tenants([1, 100, 10_000], 9)),
  },
  { name: 'memory', title: 'Memory after so many tokens', run: () => memory(quick ? 2_000 : 100_000) },
  { name: 'smoke', title: 'The smoke profile', run: () => smoke(quick ? 1 : 5) },
];

const wanted = values.only?.split(',') ?? parts.map(({ name }) => name);
for (const { name, title, run } of parts.filter((part) => wanted.includes(part.name))) {
  const rows = await run();
  printTable(title, rows);
  keep(name, rows);
}
