/**
 * Runs a plan: workers take cases in order, each with a client of its own; every planned case yields exactly
 * one record, whatever happens. An abort ends the run and keeps what there is.
 */
import type { Value } from '../../client-under-test/index.ts';
import type { MockIdp, Clock } from '../../mock-idp/index.ts';
import type { CaseRecord } from '../../reports/index.ts';
import { applyBaseline } from '../baseline/baseline.ts';
import { caseSeed } from '../engine/seed.ts';
import { runCase, type CaseOutcome, type ReadyClient } from '../engine/run-case.ts';
import { applicability } from '../plan/applicability.ts';
import type { Case } from '../plan/case.ts';
import { runProperty } from '../properties/index.ts';
import type { RunOptions } from './run-options.ts';
import { orderedSink } from './ordered-sink.ts';

export interface RunEvents {
  /** A worker has taken the case. */
  started(planned: Case): void;
  /** Called in the order of the plan. */
  record(record: CaseRecord): void;
}

export interface Opened extends ReadyClient {
  close(): Promise<void>;
}

/** Opens one more client for a worker. @throws when the client cannot be started */
export type OpenClient = () => Promise<Opened>;

const notRun = (reason: string): CaseOutcome => ({ verdict: 'not_run', reason });

/** What one case came to, or why it was not asked of the client. The baseline has not been applied to it. */
export const runOne = (
  planned: Case,
  client: ReadyClient,
  idp: MockIdp,
  options: Pick<RunOptions, 'seed' | 'deadlineMs' | 'transcript' | 'counterexamples'>,
): Promise<CaseOutcome> | CaseOutcome => {
  const asked = applicability(planned, client.session.info);
  if (!asked.applies) return { verdict: asked.verdict, reason: asked.reason };
  const seed = caseSeed(options.seed, planned.id);
  return planned.kind === 'scenario'
    ? runCase(planned, client, idp, seed, options)
    : runProperty(planned, client, idp, seed, options);
};

/**
 * Runs every case of the plan.
 * @param first a client that is already open: its `info` has been read for the header
 */
export const runPlan = async (
  plan: readonly Case[],
  first: Opened,
  openClient: OpenClient,
  idp: MockIdp,
  options: RunOptions,
  events: RunEvents,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> => {
  const recordOf = (planned: Case, outcome: CaseOutcome, durationMs: number): CaseRecord => ({
    type: 'case',
    id: planned.id,
    title: planned.title,
    scenario: planned.file,
    requirements: [...planned.requirements],
    ...applyBaseline(options.baseline, planned.id, outcome),
    seed: caseSeed(options.seed, planned.id),
    durationMs,
    replay: options.replay(planned.id),
  });
  const sink = orderedSink<CaseRecord>(plan.length, (record) => events.record(record));
  let next = 0;

  const work = async (client: Opened): Promise<void> => {
    const stop = () => void client.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      while (next < plan.length && !signal.aborted) {
        const index = next++;
        const planned = plan[index]!;
        events.started(planned);
        const began = clock.now();
        const outcome = await runOne(planned, client, idp, options);
        if (signal.aborted) return;
        sink.put(index, recordOf(planned, outcome, clock.now() - began));
      }
    } finally {
      signal.removeEventListener('abort', stop);
      await client.close();
    }
  };

  const workers = Math.max(1, Math.min(options.concurrency, plan.length));
  const others = Array.from({ length: workers - 1 }, async () => work(await openClient()));
  const ended = await Promise.allSettled([work(first), ...others]);
  const broken = ended.find((end) => end.status === 'rejected');
  const reason = signal.aborted
    ? 'the run was interrupted'
    : `the run ended early: ${String((broken?.reason as Error | undefined)?.message)}`;
  sink.flush((index) => recordOf(plan[index]!, notRun(reason), 0));
};

export type ClientInfo = Value<'initialize'>;
