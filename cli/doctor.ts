/** `doctor`: what is wrong with an adapter, in words, before any suite runs. */
import { Command } from 'commander';
import { examine, type Finding } from '../suites/index.ts';
import { wholeNumber } from './options.ts';

interface Options {
  readonly client: string;
  readonly deadline: number;
  readonly json: boolean;
  readonly verbose: boolean;
}

const shown = ({ ok, says, detail, todo }: Finding): string =>
  [
    `${ok ? 'ok    ' : 'not ok'}  ${says}${ok && detail !== undefined ? ` (${detail})` : ''}`,
    ...(ok || detail === undefined ? [] : [`        ${detail}`]),
    ...(ok || todo === undefined ? [] : [`        What to do: ${todo}`]),
  ].join('\n');

export const doctorCommand = new Command('doctor')
  .description('Examine an adapter step by step and say what is wrong with it and what to do.')
  .option('--client <id|path>', 'built-in id, or path of an adapter.json', 'reference')
  .option('--deadline <seconds>', 'how long one operation may take', wholeNumber(1), 20)
  .option('--json', 'as {"version":1,"ok":...,"findings":[...]}', false)
  .option('--verbose', "show the adapter's standard error too", false)
  .addHelpText(
    'after',
    `
Examples:
  $ entra-conformance doctor --client ./adapter.json
  $ entra-conformance doctor --client msal-node --json

Exit codes: 0 the adapter is sound, 2 no such client, 3 it is not.`,
  )
  .action(async ({ client, deadline, json, verbose }: Options) => {
    const findings: Finding[] = [];
    const log = verbose ? { onLog: (line: string) => console.error(`        | ${line}`) } : {};
    for await (const finding of examine(client, { deadlineMs: deadline * 1000, ...log })) {
      findings.push(finding);
      if (!json) console.log(shown(finding));
    }
    const ok = findings.every((finding) => finding.ok);
    if (json) console.log(JSON.stringify({ version: 1, client, ok, findings }, null, 2));
    process.exitCode = ok ? 0 : 3;
  });
