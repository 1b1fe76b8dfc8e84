/** What the properties find on their own, and that it is worth keeping: a scenario like any other. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  brokenClients,
  referenceAdapter,
  type Adapter,
  type Network,
} from '../../client-under-test/index.ts';
import { createMockIdp } from '../../mock-idp/index.ts';
import type { CaseRecord } from '../../reports/index.ts';
import type { Case } from '../plan/case.ts';
import { makePlan } from '../plan/plan.ts';
import { readRequirements } from '../requirements/read-requirements.ts';
import { findUnmet } from './prove.ts';

type Make = (environment: { network: Network }) => Adapter;

const requirements = readRequirements();
const idp = createMockIdp();
const folder = mkdtempSync(join(tmpdir(), 'counterexamples-'));
afterAll(() => rmSync(folder, { recursive: true }));

const only = (pattern: string): Case[] => makePlan({ profile: 'full', cases: [pattern] }, requirements);

const runOne = async (make: Make, plan: readonly Case[], counterexamples = '') => {
  const { records } = await findUnmet(make, plan, idp, counterexamples);
  expect(records).toHaveLength(1);
  return records[0]!;
};

/** Where the expectations did not hold; the ids of the world differ, its steps do not. */
const placesOf = ({ failures = [] }: CaseRecord) => failures.map(({ step, path }) => `${step} ${path}`);

describe('property/app-token-cache', () => {
  const property = only('property/app-token-cache');

  it('holds for the reference client', async () => {
    expect(await runOne(referenceAdapter, property)).toMatchObject({ verdict: 'pass' });
  });

  it.each([
    'never-caches-app-tokens',
    'ignores-expiry-buffer',
    'throws-good-tokens-away',
    'shares-tokens-between-tenants',
    'shares-tokens-between-resources',
    'ignores-forced-refresh-of-app-tokens',
  ])(
    'finds %s, and writes a scenario that finds it again and leaves the reference client alone',
    async (id) => {
      const client = brokenClients.find((one) => one.id === id)!;
      const make: Make = (environment) => client.make(environment);
      const found = await runOne(make, property, join(folder, id));
      expect(['fail', 'warn']).toContain(found.verdict);

      const scenario = only(found.counterexample!);
      expect(scenario.map(({ kind }) => kind)).toEqual(['scenario']);
      const again = await runOne(make, scenario);
      expect(again.verdict).toBe(found.verdict);
      expect(placesOf(again)).toEqual(placesOf(found));
      expect(await runOne(referenceAdapter, scenario)).toMatchObject({ verdict: 'pass' });
    },
  );
});
