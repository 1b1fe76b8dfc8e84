/** The plan: the full list of cases, made before anything runs. */
import picomatch from 'picomatch';
import { fixtureFiles } from '../../fixtures/index.ts';
import type { Requirements } from '../requirements/read-requirements.ts';
import type { Profile } from '../scenario/scenario.ts';
import { propertyCases } from '../properties/index.ts';
import type { Case } from './case.ts';
import { readCases } from './scenario-cases.ts';

export interface Selection {
  /** `smoke` is a part of `core`, `core` of `full`. */
  readonly profile: Profile;
  /** Globs over case ids (`*` also matches `/`), or paths of scenario files, which are then added to the plan. */
  readonly cases?: readonly string[];
  readonly requirements?: readonly string[];
}

const included: Record<Profile, readonly Profile[]> = {
  smoke: ['smoke'],
  core: ['smoke', 'core'],
  full: ['smoke', 'core', 'full'],
};

const isFile = (pattern: string) => /\.ya?ml$/.test(pattern);

/** Brackets are part of case ids, so they are taken as they are; only `*`, `?` and `{a,b}` are special. */
const globOf = (pattern: string) =>
  picomatch(pattern.replaceAll(/[[\]()+!@]/g, '\\$&').replaceAll('*', '**'), { bash: true });

/**
 * The cases of a selection, sorted as the fixtures are. A case that is named by its id runs whatever its profile.
 * @throws {FixtureError} when a scenario or requirement file is wrong
 */
export const makePlan = (selection: Selection, requirements: Requirements): Case[] => {
  const patterns = selection.cases ?? [];
  const files = patterns.filter(isFile);
  const globs = patterns.filter((pattern) => !isFile(pattern)).map(globOf);
  const named = (id: string) => globs.some((glob) => glob(id));
  const fromFixtures: Case[] =
    files.length > 0 && globs.length === 0
      ? []
      : [...readCases(fixtureFiles('scenarios'), requirements), ...propertyCases(requirements)].filter(
          (planned) =>
            globs.length > 0 ? named(planned.id) : included[selection.profile].includes(planned.profile),
        );
  return [...fromFixtures, ...readCases(files, requirements)].filter(
    ({ requirements: checked }) =>
      selection.requirements === undefined ||
      selection.requirements.length === 0 ||
      checked.some(({ id }) => selection.requirements!.includes(id)),
  );
};
