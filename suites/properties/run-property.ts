/** Runs a property against a client: random scenarios until one fails, then the smallest that still does. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import type { MockIdp } from '../../mock-idp/index.ts';
import type { CaseOptions, CaseOutcome, ReadyClient } from '../engine/run-case.ts';
import { runCase } from '../engine/run-case.ts';
import type { ScenarioCase } from '../plan/case.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Step } from '../scenario/steps.ts';
import type { Property } from './property.ts';

export interface PropertyOptions extends CaseOptions {
  /** Folder for the scenario file of a failure. */
  readonly counterexamples: string;
}

const scenarioOf = (property: Property, seed: number, steps: Step[]): Scenario => ({
  id: `counterexamples/${property.id.replace('/', '-')}-${seed}`,
  title: property.title,
  why: property.why,
  requirements: [...property.requirements],
  profile: property.profile,
  needs: [...property.needs],
  world: property.world,
  steps,
});

const write = (folder: string, scenario: Scenario): string => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${scenario.id.replace('counterexamples/', '')}.yaml`);
  writeFileSync(
    file,
    `# The smallest sequence found that fails; run --case with this file repeats it.\n${stringify(scenario)}`,
  );
  return file;
};

/** @param planned the case of the property; its requirements carry their levels */
export const runProperty = async (
  property: Property,
  planned: Pick<ScenarioCase, 'file' | 'requirements'>,
  client: ReadyClient,
  idp: MockIdp,
  seed: number,
  options: PropertyOptions,
): Promise<CaseOutcome> => {
  let expectations = 0;
  const run = async (steps: Step[]): Promise<CaseOutcome> => {
    const scenario = scenarioOf(property, seed, steps);
    const outcome = await runCase(
      {
        kind: 'scenario',
        id: property.id,
        title: property.title,
        profile: property.profile,
        needs: property.needs,
        movesTime: true,
        ...planned,
        scenario,
        names: {},
      },
      client,
      idp,
      seed,
      options,
    );
    expectations += outcome.expectations ?? 0;
    return outcome;
  };
  let last: CaseOutcome = { verdict: 'pass' };
  const holds = fc.asyncProperty(property.steps, async (steps) => {
    const outcome = await run(steps);
    if (outcome.verdict !== 'pass') last = outcome;
    return outcome.verdict === 'pass';
  });
  const details = await fc.check(holds, { seed, numRuns: property.runs });
  if (!details.failed) return { verdict: 'pass', expectations };
  const [steps] = details.counterexample ?? [[]];
  const counterexample = write(options.counterexamples, scenarioOf(property, seed, steps));
  return {
    ...last,
    expectations,
    counterexample,
    reason: `${last.reason ?? 'failed'} (found in run ${details.numRuns}, shrunk ${details.numShrinks} times)`,
  };
};
