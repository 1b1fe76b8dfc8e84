/** The properties of the project, and their cases in the plan. */
import type { MockIdp } from '../../mock-idp/index.ts';
import type { CaseOutcome, ReadyClient } from '../engine/run-case.ts';
import type { PropertyCase } from '../plan/case.ts';
import type { Requirements } from '../requirements/read-requirements.ts';
import { appTokenCache } from './app-token-cache.ts';
import { runProperty as run, type PropertyOptions } from './run-property.ts';

const properties = [appTokenCache];

export const propertyCases = (requirements: Requirements): PropertyCase[] =>
  properties.map(({ id, title, needs, profile, requirements: checked }) => ({
    kind: 'property',
    id,
    title,
    file: `suites/properties/${id.slice('property/'.length)}.ts`,
    requirements: checked.map((requirement) => ({
      id: requirement,
      level: requirements.get(requirement)!.level,
    })),
    profile,
    needs,
    movesTime: true,
    property: id,
  }));

export const runProperty = (
  planned: PropertyCase,
  client: ReadyClient,
  idp: MockIdp,
  seed: number,
  options: PropertyOptions,
): Promise<CaseOutcome> =>
  run(
    properties.find(({ id }) => id === planned.property)!,
    planned,
    client,
    idp,
    seed,
    options,
  );
