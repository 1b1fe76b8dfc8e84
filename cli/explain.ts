/** `explain`: one requirement, where it comes from, and the cases that check it. */
import { Command } from 'commander';
import { makePlan, readRequirements } from '../suites/index.ts';
import { CliError } from './exit.ts';

export const explainCommand = new Command('explain')
  .description('Say what a requirement asks, how strictly, where that is written, and which cases check it.')
  .argument('<requirement>', 'its id, such as CACHE-012')
  .addHelpText('after', `\nExample:\n  $ entra-conformance explain CACHE-001`)
  .action((id: string) => {
    const requirements = readRequirements();
    const requirement = requirements.get(id.toUpperCase());
    if (requirement === undefined) {
      const area = id.toUpperCase().split('-')[0]!;
      const near = [...requirements.keys()].filter((known) => known.startsWith(area)).slice(0, 8);
      const hint =
        near.length === 0
          ? `There are ${requirements.size}, in fixtures/requirements.`
          : `There are ${near.join(', ')} ...`;
      throw new CliError('unknown_requirement', 2, `no requirement is called ${id}`, hint);
    }
    const { level, area, says, source, differs } = requirement;
    const cases = makePlan({ profile: 'full', requirements: [requirement.id] }, requirements);
    console.log(`${requirement.id}  ${level}  (${area})\n`);
    console.log(`  ${says.trim()}\n`);
    console.log(`  Source: ${source.title}\n          ${source.url}`);
    if (differs !== undefined) console.log(`  SDKs differ: ${differs}`);
    console.log(`\n  Checked by ${cases.length} ${cases.length === 1 ? 'case' : 'cases'}:`);
    for (const planned of cases) console.log(`    ${planned.id}\n        ${planned.title}`);
  });
