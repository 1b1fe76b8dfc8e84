/** Performs one step and says what it came to. Steps that only prepare something always come to `ok`. */
import type { CallResult } from '../../../client-under-test/index.ts';
import { milliseconds } from '../../scenario/values.ts';
import type { Step } from '../../scenario/steps.ts';
import { expand } from '../../template/expand.ts';
import { call, type CaseRun } from '../case-run.ts';
import { userNamed } from '../person.ts';
import { acquire } from './acquire.ts';
import { authorize } from './authorize.ts';
import { exportCache, importCache, listAccounts, removeAccount } from './cache.ts';
import { callGraph } from './call-graph.ts';
import { create } from './create.ts';

const done: CallResult<unknown> = { outcome: 'ok', value: {} };

const advance = async (run: CaseRun, ms: number): Promise<CallResult<unknown>> => {
  run.world.clock.advance(ms);
  return call(run, 'clock.set', { nowMs: run.world.clock.now() });
};

/** Secrets, tokens and passwords of this world that stand in what the adapter has logged. */
const leaks = (run: CaseRun): CallResult<unknown> => {
  const found = run.world.canaries.find([...run.log, ...run.stderr].join('\n'));
  if (found.length === 0) return done;
  const message = `the log holds ${[...new Set(found)].sort().join(', ')}`;
  return { outcome: 'error', error: { kind: 'unknown', sdkType: 'log', message } };
};

/**
 * @throws {ScenarioError | PersonError} when the scenario is wrong
 */
export const perform = async (
  step: Exclude<Step, { parallel: unknown }>,
  run: CaseRun,
): Promise<CallResult<unknown>> => {
  if ('create' in step) return create(step, run);
  if ('acquire' in step) return acquire(step, run);
  if ('authorize' in step) return authorize(step, run);
  if ('user' in step) {
    run.behaviour = step.user;
    return done;
  }
  if ('answer' in step) {
    if (step.answer === 'normally') run.world.faults.clear();
    else run.world.faults.add(step.answer);
    return done;
  }
  if ('advance' in step) return advance(run, milliseconds(step.advance));
  if ('revoke' in step) {
    run.world.revoke(userNamed(run.world.directory, step.revoke));
    return done;
  }
  if ('accounts' in step) return listAccounts(step, run);
  if ('remove-account' in step) return removeAccount(step, run);
  if ('export-cache' in step) return exportCache(step, run);
  if ('import-cache' in step) return importCache(step, run);
  if ('call' in step) return callGraph(step, run);
  return leaks(run);
};

/** The step with its templates filled; its expectation is filled later, when the result is there. */
export const filled = (step: Step, run: CaseRun): Step => {
  if ('parallel' in step) return step;
  const { expect, ...rest } = step as Step & { expect?: unknown };
  return { ...expand(rest, run.context.names()), ...(expect === undefined ? {} : { expect }) } as Step;
};
