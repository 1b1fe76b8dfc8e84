/** `list`: the cases of the plan; with a client, what applies to it. */
import { Command } from 'commander';
import { resolveClient } from '../client-under-test/index.ts';
import { systemClock, createMockIdp } from '../mock-idp/index.ts';
import type { CaseList } from '../reports/index.ts';
import {
  applicability,
  makePlan,
  openClients,
  readRequirements,
  type Case,
  type Profile,
} from '../suites/index.ts';
import { profile, several } from './options.ts';

interface Options {
  readonly json: boolean;
  readonly client?: string;
  readonly profile: Profile;
  readonly case?: readonly string[];
  readonly requirement?: readonly string[];
}

type Listed = CaseList['cases'][number];

const listed = (planned: Case, asked?: ReturnType<typeof applicability>): Listed => ({
  id: planned.id,
  title: planned.title,
  requirements: [...planned.requirements],
  scenario: planned.file,
  profile: planned.profile,
  needs: [...planned.needs],
  ...(asked === undefined || asked.applies
    ? {}
    : { applies: { verdict: asked.verdict, reason: asked.reason } }),
});

/** Asks the client what it can do, and says of each case whether it applies. */
const forClient = async (name: string, plan: readonly Case[]): Promise<Listed[]> => {
  const idp = createMockIdp({ clock: systemClock });
  const clients = await openClients(resolveClient(name), idp, { id: 'list', seed: 0 }, (line) =>
    console.error(line),
  );
  try {
    const client = await clients.open();
    const { info } = client.session;
    await client.close();
    return plan.map((planned) => listed(planned, applicability(planned, info)));
  } finally {
    await clients.close();
  }
};

const line = ({ id, title, requirements, applies }: Listed) =>
  `${id}\n    ${title}\n    ${requirements.map((r) => `${r.id} ${r.level}`).join(', ')}${applies === undefined ? '' : `\n    ${applies.verdict}: ${applies.reason}`}`;

export const listCommand = new Command('list')
  .description('List every case of the plan with its requirements.')
  .option('--json', 'as {"version":1,"cases":[...]}', false)
  .option('--client <id|path>', 'say which cases apply to this client')
  .option('--profile <names>', 'smoke, core or full', profile, 'full')
  .option('--case <glob|file>', 'only cases with such an id, or a scenario file; may be repeated', several)
  .option('--requirement <id>', 'only cases that check it; may be repeated', several)
  .addHelpText(
    'after',
    `\nExamples:\n  $ entra-conformance list --profile smoke\n  $ entra-conformance list --client msal-node --json`,
  )
  .action(async (options: Options) => {
    const selection = {
      profile: options.profile,
      cases: options.case ?? [],
      requirements: options.requirement ?? [],
    };
    const plan = makePlan(selection, readRequirements());
    const cases =
      options.client === undefined ? plan.map((p) => listed(p)) : await forClient(options.client, plan);
    if (options.json) {
      const list: CaseList = { version: 1, cases };
      console.log(JSON.stringify(list, null, 2));
      return;
    }
    console.log(cases.map(line).join('\n'));
    const apart = cases.filter(({ applies }) => applies !== undefined).length;
    console.log(
      `\n${cases.length} cases${apart === 0 ? '' : `, ${apart} of them do not apply to ${options.client}`}`,
    );
  });
