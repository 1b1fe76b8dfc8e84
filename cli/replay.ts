/** `replay`: one recorded case again, with the same seed, and everything that went over the wire. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { resolveClient } from '../client-under-test/index.ts';
import { systemClock } from '../mock-idp/index.ts';
import { readRun, wireTranscript, type CaseRecord } from '../reports/index.ts';
import { conductRun, makePlan, readRequirements } from '../suites/index.ts';
import { CliError } from './exit.ts';
import { interruptible } from './interrupt.ts';
import { screen } from './screen.ts';
import { version } from './version.ts';

const recorded = (reference: string) => {
  const hash = reference.indexOf('#');
  if (hash <= 0)
    throw new CliError(
      'usage',
      2,
      `"${reference}" does not name a case`,
      'Write FILE#CASE, for example reports/out/reference/run.jsonl#silent/cache-hit',
    );
  const [file, id] = [reference.slice(0, hash), reference.slice(hash + 1)];
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CliError('no_such_run', 2, `cannot read ${file}: ${(cause as Error).message}`);
  }
  const run = readRun(text);
  const record = run.cases.find((one) => one.id === id);
  if (record === undefined) {
    throw new CliError(
      'no_such_case',
      2,
      `${file} has no case ${id}`,
      `It has ${run.cases.length} cases; the first is ${run.cases[0]?.id ?? '(none)'}`,
    );
  }
  return { run, record };
};

export const replayCommand = new Command('replay')
  .description('Run one recorded case again with the same seed and print the wire transcript.')
  .argument('<file#case>', 'path of a run.jsonl, #, id of the case')
  .option('--client <id|path>', 'another client than the recorded one')
  .addHelpText(
    'after',
    `\nExample:\n  $ entra-conformance replay 'reports/out/reference/run.jsonl#client-credentials/secret[cloud=public]'`,
  )
  .action(async (reference: string, options: { client?: string }) => {
    const { run, record } = recorded(reference);
    const { header } = run;
    const isFile = /\.ya?ml$/.test(record.scenario);
    const requirements = readRequirements();
    const plan = makePlan(
      { profile: 'full', cases: isFile ? [record.scenario] : [record.id] },
      requirements,
    ).filter(({ id }) => id === record.id);
    if (plan.length === 0) {
      throw new CliError(
        'no_such_case',
        2,
        `the fixtures no longer hold ${record.id}`,
        `It was recorded from ${record.scenario}`,
      );
    }
    const interrupt = interruptible();
    let again: CaseRecord | undefined;
    const end = await conductRun(
      resolveClient(options.client ?? header.client.manifest ?? header.client.id),
      plan,
      {
        profile: 'full',
        cases: [record.id],
        requirements: [],
        seed: header.seed,
        concurrency: 1,
        strict: false,
        counterexamples: 'reports/out/counterexamples',
        deadlineMs: 20_000,
        transcript: true,
        command: '',
        replay: () => record.replay,
      },
      version,
      systemClock,
      interrupt.signal,
      {
        record: (one) => {
          if (one.type === 'case') again = one;
        },
      },
    );
    interrupt.release();
    if (end.problem !== undefined) throw new CliError('client_not_started', 3, end.problem.message);
    if (again === undefined) throw new CliError('interrupted', 130, 'interrupted');
    console.log(wireTranscript(again, { ...screen, requirements }));
    if (again.verdict !== record.verdict) {
      console.log(`\nThe recorded verdict was ${record.verdict}; this time it is ${again.verdict}.`);
    }
    process.exitCode = end.exitCode;
  });
