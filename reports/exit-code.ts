/** The exit code of a run, from what its records add up to. */
import type { Verdict } from './run-record.ts';
import { allVerdicts, wasExecuted } from './verdicts.ts';

/** 2 (usage or config) is the command line's own and never comes from records. */
export type ExitCode = 0 | 1 | 3 | 4 | 5 | 130;

export interface ExitFacts {
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly interrupted: boolean;
  /** The file has a footer and every line of it could be read. */
  readonly intact: boolean;
  /** Planned cases that have no record. */
  readonly missing: number;
  readonly strict: boolean;
  /** Cases `not_implemented` whose strictest requirement is a MUST. */
  readonly unimplementedMust: number;
}

/**
 * 0 green, 1 conformance failure, 3 adapter or harness error, 4 nothing verified, 5 baseline stale,
 * 130 interrupted. Where several are true, the one that says most about how far the rest can be trusted wins:
 * 130, 3, 4, 1, 5.
 */
export const exitCodeOf = (facts: ExitFacts): ExitCode => {
  const { counts } = facts;
  if (facts.interrupted) return 130;
  if (!facts.intact || counts.adapter_error + counts.harness_error > 0) return 3;
  if (allVerdicts.every((verdict) => counts[verdict] === 0 || !wasExecuted(verdict))) return 4;
  if (counts.fail + counts.timeout + counts.crash + counts.not_run + facts.missing > 0) return 1;
  if (facts.strict && counts.warn + facts.unimplementedMust > 0) return 1;
  return counts.unexpected_pass > 0 ? 5 : 0;
};
