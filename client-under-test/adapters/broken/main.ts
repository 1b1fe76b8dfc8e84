/**
 * A broken client as a program, to see what a report of its defect looks like. The argument in `adapter.json`
 * says which; put another there, or write a manifest with another.
 */
import { serveStdio } from '../../adapter/index.ts';
import { brokenClients } from '../../broken/index.ts';

const id = process.argv[2];
const client = brokenClients.find((one) => one.id === id);
if (client === undefined) {
  const known = brokenClients.map((one) => `${one.id}\n    ${one.defect}`).join('\n');
  process.stderr.write(`There is no broken client "${id ?? ''}". There are:\n${known}\n`);
  process.exitCode = 2;
} else {
  serveStdio(client.make({}));
}
