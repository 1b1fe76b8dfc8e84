/** Turns scenario files into cases. */
import { shownPath } from '../../fixtures/index.ts';
import { readScenario } from '../scenario/read-scenario.ts';
import type { Requirements } from '../requirements/read-requirements.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Step } from '../scenario/steps.ts';
import type { ScenarioCase } from './case.ts';
import { expandMatrix } from './expand-matrix.ts';

const movesTime = (steps: readonly Step[]): boolean =>
  steps.some((step) => 'advance' in step || ('parallel' in step && movesTime(step.parallel)));

/** `apart` stands only in the expectations of steps, and nothing else in a scenario is called so. */
const measuresTime = (steps: readonly Step[]): boolean => JSON.stringify(steps).includes('"apart":');

/** The cases of one scenario, in the order of its matrix. */
export const casesOf = (scenario: Scenario, file: string, requirements: Requirements): ScenarioCase[] =>
  expandMatrix(scenario.matrix).map(({ label, names }) => ({
    kind: 'scenario',
    id: label === '' ? scenario.id : `${scenario.id}[${label}]`,
    title: scenario.title,
    file,
    requirements: scenario.requirements.map((id) => ({ id, level: requirements.get(id)!.level })),
    profile: scenario.profile,
    needs: scenario.needs,
    movesTime: movesTime(scenario.steps),
    measuresTime: measuresTime(scenario.steps),
    scenario,
    names,
  }));

/** @throws {FixtureError} */
export const readCases = (files: readonly string[], requirements: Requirements): ScenarioCase[] =>
  files.flatMap((file) => casesOf(readScenario(file, requirements), shownPath(file), requirements));
