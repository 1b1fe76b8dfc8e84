/** `run`: the plan against one client or several, with a report for each. */
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { resolveClient, type ResolvedClient } from '../client-under-test/index.ts';
import { readYaml } from '../fixtures/index.ts';
import { systemClock } from '../mock-idp/index.ts';
import { isRed, progressLine, terminalSummary, type RunRecord } from '../reports/index.ts';
import {
  baseline,
  conductRun,
  makePlan,
  readRequirements,
  type Case,
  type Profile,
} from '../suites/index.ts';
import { interruptible } from './interrupt.ts';
import { profile, several, wholeNumber } from './options.ts';
import { openRunFile, writeReports } from './report-files.ts';
import { clearLine, drawLine, screen } from './screen.ts';
import { version } from './version.ts';

interface Options {
  readonly client: readonly string[];
  readonly profile: Profile;
  readonly case?: readonly string[];
  readonly requirement?: readonly string[];
  readonly seed: number;
  readonly concurrency: number;
  readonly deadline: number;
  readonly baseline?: string;
  readonly strict: boolean;
  readonly out?: string;
}

const quoted = (word: string) => (/^[\w./:=@,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** The command line that repeats the run of one client. */
const commandOf = (client: string, options: Options): string =>
  [
    'entra-conformance run',
    `--client ${quoted(client)} --profile ${options.profile} --seed ${options.seed}`,
    ...(options.case ?? []).map((glob) => `--case ${quoted(glob)}`),
    ...(options.requirement ?? []).map((id) => `--requirement ${quoted(id)}`),
  ].join(' ');

const shown = (path: string) => relative(process.cwd(), path).replaceAll('\\', '/') || '.';

const progress = (planned: number, strict: boolean) => {
  let [done, red] = [0, 0];
  return (record: RunRecord) => {
    if (record.type !== 'case') return;
    done++;
    if (isRed(record, strict)) red++;
    const line = progressLine({ planned, done, red, last: record }, { ...screen, strict });
    if (line !== undefined) drawLine(line);
  };
};

const runClient = async (
  client: ResolvedClient,
  name: string,
  plan: readonly Case[],
  options: Options,
  folder: string,
) => {
  const requirements = readRequirements();
  const file = openRunFile(folder);
  const interrupt = interruptible();
  const show = progress(plan.length, options.strict);
  console.log(
    `${client.id}: ${plan.length} ${plan.length === 1 ? 'case' : 'cases'}, profile ${options.profile}, seed ${options.seed}`,
  );
  try {
    const end = await conductRun(
      client,
      plan,
      {
        profile: options.profile,
        cases: options.case ?? [],
        requirements: options.requirement ?? [],
        seed: options.seed,
        concurrency: options.concurrency,
        strict: options.strict,
        counterexamples: join(folder, 'counterexamples'),
        deadlineMs: options.deadline * 1000,
        transcript: false,
        command: commandOf(name, options),
        replay: (id) => `entra-conformance replay ${quoted(`${shown(file.path)}#${id}`)}`,
        ...(options.baseline === undefined ? {} : { baseline: readYaml(options.baseline, baseline) }),
      },
      version,
      systemClock,
      interrupt.signal,
      {
        record: (record) => {
          file.append(record);
          show(record);
        },
        build: (line) => drawLine(line),
      },
    );
    clearLine();
    file.close();
    const written = writeReports(folder, requirements);
    console.log(
      terminalSummary(written.run, written.summary, {
        ...screen,
        requirements,
        report: shown(join(folder, 'index.html')),
      }),
    );
    if (end.problem !== undefined) {
      const { message, hint } = end.problem as Error & { hint?: string };
      console.error(`\nentra-conformance: ${message}${hint === undefined ? '' : `\n  ${hint}`}`);
    }
    return end.problem === undefined ? written.summary.exitCode : end.exitCode;
  } finally {
    interrupt.release();
  }
};

/** The exit code of several runs: the one that says most about how far the rest can be trusted. */
const worstExit = (codes: readonly number[]) => [130, 3, 4, 1, 5].find((code) => codes.includes(code)) ?? 0;

export const runCommand = new Command('run')
  .description('Run the suites against a client and write a report.')
  .option(
    '--client <id|path>',
    'built-in id, or path of an adapter.json; may be repeated',
    several,
    undefined,
  )
  .option('--profile <names>', 'smoke, core or full', profile, 'core')
  .option('--case <glob|file>', 'only cases with such an id, or a scenario file; may be repeated', several)
  .option('--requirement <id>', 'only cases that check it; may be repeated', several)
  .option('--seed <n>', 'seed of everything random', wholeNumber(0), 1)
  .option('--concurrency <n>', 'cases at once, each on a client process of its own', wholeNumber(1), 2)
  .option('--deadline <seconds>', 'how long one operation may take', wholeNumber(1), 20)
  .option('--baseline <file>', 'known failures, each with its reason')
  .option('--strict', 'warnings and missing features of a MUST are failures too', false)
  .option('--out <dir>', 'folder of the report; default reports/out/<client>')
  .addHelpText(
    'after',
    `
Examples:
  $ entra-conformance run --client msal-node
  $ entra-conformance run --client ./adapter.json --profile full --seed 7
  $ entra-conformance run --case 'device-code/*'
  $ entra-conformance run --case reports/out/reference/counterexamples/property-app-token-cache-1.yaml`,
  )
  .action(async (given: Omit<Options, 'client'> & { client?: readonly string[] }) => {
    const options: Options = { ...given, client: given.client ?? ['reference'] };
    const requirements = readRequirements();
    const selection = {
      profile: options.profile,
      cases: options.case ?? [],
      requirements: options.requirement ?? [],
    };
    const plan = makePlan(selection, requirements);
    const codes: number[] = [];
    for (const name of options.client) {
      const client = resolveClient(name);
      const base = options.out ?? join('reports', 'out', client.id);
      const folder = options.out !== undefined && options.client.length > 1 ? join(base, client.id) : base;
      codes.push(await runClient(client, name, plan, options, folder));
      if (codes.at(-1) === 130) break;
    }
    process.exitCode = worstExit(codes);
  });
