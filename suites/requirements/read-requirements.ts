/** Reads every requirement of `fixtures/requirements`. */
import { FixtureError, fixtureFiles, readYaml, shownPath } from '../../fixtures/index.ts';
import { requirementFile, type Requirement } from './requirement.ts';

export type Requirements = ReadonlyMap<string, Requirement>;

/** @throws {FixtureError} when a file does not fit or two requirements share an id */
export const readRequirements = (files: readonly string[] = fixtureFiles('requirements')): Requirements => {
  const all = new Map<string, Requirement>();
  for (const file of files) {
    const { area, requirements } = readYaml(file, requirementFile);
    for (const requirement of requirements) {
      if (all.has(requirement.id)) {
        throw new FixtureError([`${shownPath(file)} ${requirement.id}: another requirement has this id`]);
      }
      all.set(requirement.id, { ...requirement, area });
    }
  }
  return all;
};
