/**
 * The suites as native vitest tests: one test a case, against an adapter in this process whose SDK reaches the
 * mock authority through the `fetch` it is given.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test, type TestContext } from 'vitest';
import { createMockIdp, systemClock } from '../../mock-idp/index.ts';
import { isRed } from '../../reports/index.ts';
import { applyBaseline, type Baseline } from '../baseline/baseline.ts';
import type { CaseOutcome } from '../engine/run-case.ts';
import type { Case } from '../plan/case.ts';
import { makePlan } from '../plan/plan.ts';
import { readRequirements } from '../requirements/read-requirements.ts';
import { inProcessClients, type MakeAdapter } from '../run/open-client.ts';
import { runOne, type Opened } from '../run/run-plan.ts';
import type { Profile } from '../scenario/scenario.ts';
import { ConformanceError } from './conformance-error.ts';

export interface ConformanceOptions {
  /** Default `core`. */
  readonly profile?: Profile;
  /** Globs over case ids. */
  readonly cases?: readonly string[];
  readonly requirements?: readonly string[];
  /** Default 1. */
  readonly seed?: number;
  /** Known failures; one that passes fails its test. */
  readonly baseline?: Baseline;
  /** A SHOULD that does not hold, and a MUST the client does not implement, fail. Default false. */
  readonly strict?: boolean;
  /** Real milliseconds one operation may take. Default 20,000. */
  readonly deadlineMs?: number;
}

/** The options choose no case, or none that the client could be asked: nothing was verified. */
export class NothingVerifiedError extends Error {
  override readonly name = 'NothingVerifiedError';
  readonly code = 'nothing_verified';
}

const unasked = (verdict: CaseOutcome['verdict']) =>
  verdict === 'not_implemented' || verdict === 'not_applicable';

/** Passes, skips with the reason, or throws, as the verdict says. What is green but no pass is annotated. */
const settle = async (outcome: CaseOutcome, error: Error | undefined, context: TestContext) => {
  if (error !== undefined) throw error;
  const { verdict, reason } = outcome;
  if (unasked(verdict)) context.skip(`${verdict}: ${reason ?? ''}`);
  if (verdict !== 'pass') await context.annotate(`${verdict}: ${reason ?? ''}`);
};

/**
 * Registers one vitest test for each case of the plan. Call it at the top of a test file, or in a `describe`.
 * @param make gives the adapter; its SDK must send what it sends through the `fetch` (or `network`) it gets. An SDK
 * that takes none can be given it with `vi.stubGlobal('fetch', fetch)`.
 * @throws {NothingVerifiedError} when the options choose no case
 * @throws {FixtureError} when a scenario or requirement file is wrong
 * @example
 * conformance(({ fetch }) => acmeAdapter({ fetch }), { profile: 'smoke' });
 */
export const conformance = (make: MakeAdapter, options: ConformanceOptions = {}): void => {
  const { profile = 'core', cases = [], seed = 1, deadlineMs = 20_000, strict = false, baseline } = options;
  const requirements = readRequirements();
  const plan = makePlan({ profile, cases, requirements: options.requirements ?? [] }, requirements);
  if (plan.length === 0) throw new NothingVerifiedError('no case is chosen by these options');
  const idp = createMockIdp({ clock: systemClock });
  const run = { seed, deadlineMs, transcript: false, counterexamples: join(tmpdir(), 'entra-conformance') };
  const verdicts: CaseOutcome['verdict'][] = [];

  const check = async (planned: Case, client: Opened, context: TestContext) => {
    const outcome = applyBaseline(baseline, planned.id, await runOne(planned, client, idp, run));
    verdicts.push(outcome.verdict);
    const red = isRed({ verdict: outcome.verdict, requirements: [...planned.requirements] }, strict);
    await settle(outcome, red ? new ConformanceError(planned, outcome, requirements) : undefined, context);
  };

  describe('conformance', () => {
    let client: Opened;
    beforeAll(async () => {
      client = await inProcessClients(make, idp, { id: 'vitest', seed }).open();
    });
    afterAll(async () => {
      await client.close();
      if (verdicts.length > 0 && verdicts.every(unasked)) {
        throw new NothingVerifiedError('the client implements nothing that these cases ask for');
      }
    });
    for (const planned of plan) {
      // Every operation has its own deadline, so the test needs none.
      test(`${planned.id}: ${planned.title}`, { timeout: 0 }, (context) => check(planned, client, context));
    }
  });
};
