/** Reads a scenario file and checks what its schema alone cannot: its id, and the requirements it names. */
import { FixtureError, fixturePath, readYaml, shownPath } from '../../fixtures/index.ts';
import type { Requirements } from '../requirements/read-requirements.ts';
import { listed } from './expectation.ts';
import { scenario, type Scenario } from './scenario.ts';
import type { Step } from './steps.ts';

/** The requirements that expectations of these steps name with `checks`. */
const checksOf = (steps: readonly Step[]): string[] =>
  steps.flatMap((step) => [
    ...('expect' in step ? listed(step.expect).flatMap(({ checks = [] }) => checks) : []),
    ...('checks' in step ? (step.checks ?? []) : []),
    ...('parallel' in step ? checksOf(step.parallel) : []),
  ]);

/** @throws {FixtureError} naming the file and what is wrong */
export const readScenario = (file: string, requirements: Requirements): Scenario => {
  const read = readYaml(file, scenario);
  const inFixtures = file.startsWith(fixturePath('scenarios'));
  const pathId = file
    .slice(fixturePath('scenarios').length + 1)
    .replaceAll('\\', '/')
    .replace(/\.yaml$/, '');
  const problems = [
    ...(inFixtures && read.id !== pathId
      ? [`id: is ${read.id}, but the path of the file says ${pathId}`]
      : []),
    ...read.requirements
      .filter((id) => !requirements.has(id))
      .map((id) => `requirements: ${id} is in no file of fixtures/requirements`),
    ...checksOf(read.steps)
      .filter((id) => !read.requirements.includes(id))
      .map((id) => `checks: ${id} is not among the requirements of the scenario`),
  ];
  if (problems.length > 0) throw new FixtureError(problems.map((problem) => `${shownPath(file)} ${problem}`));
  return read;
};
