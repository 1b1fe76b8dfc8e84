/** Adds a run up: the one set of numbers that every report shows. */
import type { CaseRecord, FooterRecord, HeaderRecord, Level, Verdict } from './run-record.ts';
import type { Run } from './read-run.ts';
import { exitCodeOf, type ExitCode } from './exit-code.ts';
import { failureGroups, type FailureGroup } from './failure-groups.ts';
import {
  requirementResults,
  requirementTotals,
  type RequirementResult,
  type RequirementTotals,
} from './requirement-results.ts';
import { allVerdicts, strictestLevel, wasExecuted } from './verdicts.ts';

export interface Durations {
  /** Milliseconds of the whole run; absent when it did not finish. */
  readonly runMs?: number;
  /** Milliseconds of all cases together; more than the run when cases ran side by side. */
  readonly casesMs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly slowest: readonly { readonly id: string; readonly durationMs: number }[];
}

export interface Summary {
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly planned: number;
  readonly recorded: number;
  readonly executed: number;
  /** Planned cases that have no record. */
  readonly missing: number;
  readonly requirements: readonly RequirementResult[];
  readonly totals: RequirementTotals;
  readonly totalsByLevel: Readonly<Record<Level, RequirementTotals>>;
  readonly groups: readonly FailureGroup[];
  readonly durations: Durations;
  readonly interrupted: boolean;
  readonly strict: boolean;
  readonly isGreen: boolean;
  readonly exitCode: ExitCode;
}

const countVerdicts = (cases: readonly CaseRecord[]): Record<Verdict, number> => {
  const counts = Object.fromEntries(allVerdicts.map((v) => [v, 0])) as Record<Verdict, number>;
  for (const { verdict } of cases) counts[verdict] += 1;
  return counts;
};

const durationsOf = ({ cases, footer }: Run): Durations => {
  const executed = cases.filter((record) => wasExecuted(record.verdict));
  const slowestFirst = executed.toSorted((a, b) => b.durationMs - a.durationMs);
  const at = (share: number) =>
    slowestFirst[Math.floor((slowestFirst.length - 1) * (1 - share))]?.durationMs ?? 0;
  return {
    ...(footer && { runMs: footer.durationMs }),
    casesMs: executed.reduce((sum, record) => sum + record.durationMs, 0),
    medianMs: at(0.5),
    p95Ms: at(0.95),
    slowest: slowestFirst.slice(0, 5).map(({ id, durationMs }) => ({ id, durationMs })),
  };
};

/** @param options.strict default: what the run's header says */
export const summarise = (
  run: Run,
  { strict = run.header.strict ?? false }: { strict?: boolean } = {},
): Summary => {
  const { header, cases, footer } = run;
  const counts = countVerdicts(cases);
  const missing = Math.max(0, header.planned - cases.length);
  const requirements = requirementResults(cases, header.requirements);
  const ofLevel = (level: Level) => requirementTotals(requirements.filter((r) => r.level === level));
  const interrupted = footer?.interrupted ?? false;
  const exitCode = exitCodeOf({
    counts,
    interrupted,
    intact: run.problems.length === 0,
    missing,
    strict,
    unimplementedMust: cases.filter(
      (c) => c.verdict === 'not_implemented' && strictestLevel(c.requirements) === 'MUST',
    ).length,
  });
  return {
    counts,
    planned: header.planned,
    recorded: cases.length,
    executed: cases.filter((record) => wasExecuted(record.verdict)).length,
    missing,
    requirements,
    totals: requirementTotals(requirements),
    totalsByLevel: { MUST: ofLevel('MUST'), SHOULD: ofLevel('SHOULD'), MAY: ofLevel('MAY') },
    groups: failureGroups(cases),
    durations: durationsOf(run),
    interrupted,
    strict,
    isGreen: exitCode === 0,
    exitCode,
  };
};

/** The footer that ends a run of these cases: the producer brings the times, the records bring the rest. */
export const footerOf = (
  header: HeaderRecord,
  cases: readonly CaseRecord[],
  end: Pick<FooterRecord, 'finishedAt' | 'durationMs' | 'interrupted'>,
): FooterRecord => {
  const footer: FooterRecord = { type: 'footer', ...end, counts: countVerdicts(cases), exitCode: 0 };
  const { exitCode } = summarise({ header, cases, footer, problems: [] });
  return { ...footer, exitCode };
};
