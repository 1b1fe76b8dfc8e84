/**
 * One run from beginning to end: opens the authority and the client, runs the plan, and emits the records of
 * `run.jsonl` as they become true. Every ending, good or bad, emits a footer.
 */
import { randomUUID } from 'node:crypto';
import type { ResolvedClient } from '../../client-under-test/index.ts';
import { createMockIdp, type Clock } from '../../mock-idp/index.ts';
import { footerOf, type CaseRecord, type HeaderRecord, type RunRecord } from '../../reports/index.ts';
import { caseSeed } from '../engine/seed.ts';
import type { Case } from '../plan/case.ts';
import { openClients, type Clients } from './open-client.ts';
import type { RunOptions } from './run-options.ts';
import { runPlan, type Opened } from './run-plan.ts';

export interface RunListener {
  record(record: RunRecord): void;
  started?(planned: Case): void;
  /** A line of what a build command prints. */
  build?(line: string): void;
}

export interface RunEnd {
  readonly exitCode: number;
  /** Why nothing could be run, when the client could not be started. */
  readonly problem?: Error;
}

const iso = (clock: Clock) => new Date(clock.now()).toISOString();

/** Every requirement the plan checks, once. */
const requirementsOf = (plan: readonly Case[]) => [
  ...new Map(plan.flatMap(({ requirements }) => requirements).map((one) => [one.id, one])).values(),
];

export const conductRun = async (
  client: ResolvedClient,
  plan: readonly Case[],
  options: RunOptions,
  version: string,
  clock: Clock,
  signal: AbortSignal,
  listener: RunListener,
): Promise<RunEnd> => {
  const began = clock.now();
  const run = { id: randomUUID(), seed: options.seed };
  const idp = createMockIdp({ clock });
  const cases: CaseRecord[] = [];
  const keep = (record: CaseRecord) => {
    cases.push(record);
    listener.record(record);
  };
  const identity = {
    id: client.id,
    ...(client.kind === 'process' && client.path !== undefined ? { manifest: client.path } : {}),
  };
  let header: HeaderRecord = {
    type: 'header',
    version: 1,
    run: run.id,
    startedAt: iso(clock),
    seed: options.seed,
    suite: { name: 'entra-conformance', version },
    client: identity,
    profile: options.profile,
    strict: options.strict,
    planned: plan.length,
    requirements: requirementsOf(plan),
    command: options.command,
  };
  const finish = (): number => {
    const end = { finishedAt: iso(clock), durationMs: clock.now() - began, interrupted: signal.aborted };
    const footer = footerOf(header, cases, end);
    listener.record(footer);
    return footer.exitCode;
  };

  let clients: Clients | undefined;
  let first: Opened;
  try {
    clients = await openClients(client, idp, run, (line) => listener.build?.(line));
    first = await clients.open();
  } catch (cause) {
    listener.record(header);
    const reason = `the client could not be started: ${(cause as Error).message}`;
    for (const planned of plan) {
      const { id, title, file: scenario } = planned;
      const requirements = [...planned.requirements];
      const seed = caseSeed(options.seed, id);
      const replay = options.replay(id);
      keep({
        type: 'case',
        id,
        title,
        scenario,
        requirements,
        verdict: 'not_run',
        reason,
        seed,
        durationMs: 0,
        replay,
      });
    }
    finish();
    await clients?.close();
    return { exitCode: 3, problem: cause as Error };
  }
  try {
    const { adapter, sdk, clock: mode } = first.session.info;
    header = { ...header, client: { ...identity, adapter, sdk, clock: mode } };
    listener.record(header);
    const events = { started: (planned: Case) => listener.started?.(planned), record: keep };
    await runPlan(plan, first, clients.open, idp, options, events, clock, signal);
    return { exitCode: finish() };
  } finally {
    await clients.close();
  }
};
