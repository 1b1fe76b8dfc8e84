/**
 * Shows that the suites can fail: runs the plan against a client in this process and says which requirements it
 * does not meet. A requirement counts as proved when the reference client meets it and a broken client does not.
 */
import { brokenClients, type Adapter, type Network } from '../../client-under-test/index.ts';
import { systemClock, type MockIdp } from '../../mock-idp/index.ts';
import type { CaseRecord } from '../../reports/index.ts';
import type { Case } from '../plan/case.ts';
import { makePlan } from '../plan/plan.ts';
import type { Requirements } from '../requirements/read-requirements.ts';
import { inProcessClients } from '../run/open-client.ts';
import type { RunOptions } from '../run/run-options.ts';
import { runPlan } from '../run/run-plan.ts';

export interface Finding {
  /** The requirements with a check that failed, sorted. */
  readonly unmet: readonly string[];
  /** Cases that came to nothing: a crash, a timeout or a defect of our own. Nothing is proved by them. */
  readonly errors: readonly string[];
  readonly records: readonly CaseRecord[];
}

const judged: ReadonlySet<CaseRecord['verdict']> = new Set([
  'pass',
  'fail',
  'warn',
  'info',
  'not_implemented',
]);

/** Cases wait for loopback sockets; meanwhile others may run. */
const concurrency = 4;

const options: RunOptions = {
  profile: 'full',
  cases: [],
  requirements: [],
  seed: 1,
  concurrency,
  strict: false,
  counterexamples: '',
  deadlineMs: 20_000,
  transcript: false,
  command: '',
  replay: () => '',
};

/** Every scenario there is; properties draw their own and are not part of a proof. */
export const provingPlan = (requirements: Requirements): Case[] =>
  makePlan({ profile: 'full' }, requirements).filter(({ kind }) => kind === 'scenario');

/**
 * Runs the plan against a client, in worlds of an authority that may be shared.
 * @param counterexamples folder for what a property finds, if there is one in the plan
 */
export const findUnmet = async (
  make: (environment: { network: Network }) => Adapter,
  plan: readonly Case[],
  idp: MockIdp,
  counterexamples = '',
): Promise<Finding> => {
  const records: CaseRecord[] = [];
  const clients = inProcessClients(make, idp, { id: 'proof', seed: options.seed });
  const events = { started: () => undefined, record: (record: CaseRecord) => void records.push(record) };
  const never = new AbortController().signal;
  const asked = { ...options, counterexamples };
  await runPlan(plan, await clients.open(), clients.open, idp, asked, events, systemClock, never);
  const failures = records.flatMap((record) => record.failures ?? []);
  return {
    unmet: [...new Set(failures.flatMap((failure) => failure.requirements))].sort(),
    errors: records
      .filter(({ verdict }) => !judged.has(verdict))
      .map(({ id, verdict, reason }) => `${id}: ${verdict}: ${reason ?? ''}`),
    records,
  };
};

/** By requirement: the ids of the broken clients that do not meet it. */
export const proofs = (): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const { id, breaks } of brokenClients) {
    for (const requirement of breaks) found.set(requirement, [...(found.get(requirement) ?? []), id]);
  }
  return found;
};
