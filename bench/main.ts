/**
 * `npm run bench`: measures the mock authority beside its peers, in one run, and keeps the numbers in `bench/out/`.
 * `--quick` takes half a minute; `--only throughput,memory` leaves the rest out.
 */
import { parseArgs } from 'node:util';
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
];

const wanted = values.only?.split(',') ?? parts.map(({ name }) => name);
for (const { name, title, run } of parts.filter((part) => wanted.includes(part.name))) {
  const rows = await run();
  printTable(title, rows);
  keep(name, rows);
}
