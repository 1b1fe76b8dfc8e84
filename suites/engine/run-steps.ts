/** Runs the steps of a case one after another and collects where expectations did not hold. */
import type { CallResult } from '../../client-under-test/index.ts';
import type { Exchange } from '../../mock-idp/index.ts';
import type { Failure } from '../../reports/index.ts';
import type { Mismatch } from '../matching/match.ts';
import { listed, ofOutcome, type Expectation } from '../scenario/expectation.ts';
import type { Step } from '../scenario/steps.ts';
import { expand, TemplateError } from '../template/expand.ts';
import type { CaseRun } from './case-run.ts';
import { fingerprint } from './fingerprint.ts';
import { judgeDetails, judgeOutcome, judgeWire, sentByEndpoint, type Judged } from './judge.ts';
import { filled, perform } from './steps/perform.ts';

export type Ending = Exclude<CallResult<unknown>, { outcome: 'ok' | 'error' }>;

export interface StepsResult {
  readonly failures: Failure[];
  /** Why the steps ended early for a reason that is not the SDK's answer. */
  readonly ending?: { readonly step: number; readonly result: Ending };
  /** How many expectations were checked. */
  readonly expectations: number;
  /** First exchange of each step: `stepOf` of the wire lines. */
  readonly starts: readonly number[];
}

const expectationsOf = (step: Step): readonly Expectation[] => ('expect' in step ? listed(step.expect) : []);

/** `acquire client-credentials`, `remove-account app`: the step as a person would name it. */
export const stepText = (step: Step): string => {
  const [key, value] = Object.entries(step as Record<string, unknown>)[0]!;
  return typeof value === 'string' ? `${key} ${value}` : key;
};

/** The requirements a step of its own kind checks, such as `logs`. */
const ownChecks = (step: Step, all: readonly string[]): readonly string[] =>
  'logs' in step ? (step.checks ?? all) : [];

/** Adds what scenarios like to speak of and the protocol does not send. */
const enriched = (result: Judged, run: CaseRun): Judged => {
  if (result.outcome === 'error' || typeof result.value !== 'object' || result.value === null) return result;
  const { expiresOnMs } = result.value as { expiresOnMs?: number };
  if (expiresOnMs === undefined) return result;
  const expiresInSeconds = Math.round((expiresOnMs - run.world.clock.now()) / 1000);
  return { outcome: 'ok', value: { ...result.value, expiresInSeconds } };
};

export const runSteps = async (
  steps: readonly Step[],
  run: CaseRun,
  requirements: readonly string[],
): Promise<StepsResult> => {
  const failures: Failure[] = [];
  const starts: number[] = [];
  let expectations = 0;
  let ending: StepsResult['ending'];

  const fail = (step: Step, index: number, checks: readonly string[], mismatches: Mismatch[]) => {
    for (const mismatch of mismatches) {
      const redact = (value: unknown) =>
        JSON.parse(run.world.canaries.redact(JSON.stringify(value ?? null))) as Failure['actual'];
      failures.push({
        step: index + 1,
        stepText: stepText(step),
        requirements: [...checks],
        message: run.world.canaries.redact(mismatch.message),
        path: mismatch.path,
        expected: redact(mismatch.expected),
        actual: redact(mismatch.actual),
        fingerprint: fingerprint(mismatch, checks),
      });
    }
  };

  /**
   * Judges one performed step. False: the outcome was another than expected, and the case ends here. That is the
   * failure of the expectation that speaks of the outcome; where none does, the step only prepared something, and
   * no requirement is to blame. What was sent until then still counts.
   */
  const judge = (step: Step, index: number, result: Judged, exchanges: readonly Exchange[]): boolean => {
    const seen = enriched(result, run);
    const expected = expand(expectationsOf(step), run.context.names());
    expectations += 'logs' in step ? 1 : expected.length;
    const checksOf = ({ checks }: Expectation) => checks ?? requirements;
    const aboutOutcome = ofOutcome(expected);
    const wrongOutcome = judgeOutcome(aboutOutcome, seen);
    if (wrongOutcome.length > 0) {
      const blamed = aboutOutcome === undefined ? ownChecks(step, requirements) : checksOf(aboutOutcome);
      fail(step, index, blamed, wrongOutcome);
      for (const one of expected) fail(step, index, checksOf(one), judgeWire(one.wire, exchanges, true));
      return false;
    }
    if (!('create' in step) && 'as' in step && step.as !== undefined && seen.outcome === 'ok')
      run.context.keep(step.as, { ...(seen.value as object), wire: sentByEndpoint(exchanges) });
    for (const one of expected) fail(step, index, checksOf(one), judgeDetails(one, seen, exchanges));
    return true;
  };

  const isJudged = (result: CallResult<unknown>): result is Judged =>
    result.outcome === 'ok' || result.outcome === 'error';

  /** False: the case ends with this step. */
  const runStep = async (written: Step, index: number): Promise<boolean> => {
    const before = run.world.ledger.exchanges.at(-1)?.seq ?? 0;
    starts.push(before);
    const inner = 'parallel' in written ? written.parallel : [written];
    const performed = await Promise.all(
      inner.map(async (step) => {
        if ('parallel' in step) throw new TypeError('parallel steps cannot hold parallel steps');
        const ready = filled(step, run) as typeof step;
        return { step: ready, result: await perform(ready, run) };
      }),
    );
    const exchanges = run.world.ledger.exchanges.filter(({ seq }) => seq > before);
    for (const { step, result } of performed) {
      if (!isJudged(result)) {
        ending = { step: index + 1, result };
        return false;
      }
      if (!judge(step, index, result, exchanges)) return false;
    }
    return !('parallel' in written) || judge(written, index, { outcome: 'ok', value: {} }, exchanges);
  };

  for (const [index, step] of steps.entries()) {
    try {
      if (!(await runStep(step, index))) break;
    } catch (error) {
      // what is missing because an expectation before did not hold is the client's doing, not the fixture's
      if (!(error instanceof TemplateError) || failures.length === 0) throw error;
      break;
    }
  }
  return { failures, ...(ending === undefined ? {} : { ending }), expectations, starts };
};
