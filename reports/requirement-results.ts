/** How each requirement of a run stands, from the cases that check it. */
import type { CaseRecord, Level, RequirementRef, Verdict } from './run-record.ts';
import { holds, notMeasured, severityOf, wasExecuted, worst, type Standing } from './verdicts.ts';

export interface RequirementResult {
  readonly id: string;
  readonly level: Level;
  /** The worst of its cases; `not_measured` when none of them put it to the test. */
  readonly verdict: Standing;
  /** Worst first. `not_measured`: the case failed over another requirement, so it says nothing of this one. */
  readonly cases: readonly { readonly id: string; readonly verdict: Standing }[];
}

export interface RequirementTotals {
  readonly total: number;
  /** Shown to hold: every case that put it to the test passed. */
  readonly verified: number;
  readonly notMeasured: number;
  /** Put to the test and not shown to hold. */
  readonly unmet: number;
}

const failing: ReadonlySet<Verdict> = new Set(['fail', 'warn', 'info', 'expected_fail']);

/**
 * A failed expectation says which requirements it checks, and counts against those alone. Of the others in the
 * same case nothing is known: the steps that check them may never have been reached.
 */
const standingFor = (record: CaseRecord, requirement: string): Standing => {
  if (!failing.has(record.verdict)) return record.verdict;
  const own = new Set(record.requirements.map(({ id }) => id));
  const accused = (record.failures ?? []).flatMap((f) => f.requirements).filter((id) => own.has(id));
  return accused.length === 0 || accused.includes(requirement) ? record.verdict : notMeasured;
};

const overall = (standings: readonly Standing[]): Standing => {
  const measured = standings.some((s) => s !== notMeasured && wasExecuted(s));
  return measured ? worst(standings) : notMeasured;
};

interface Found {
  readonly level: Level;
  readonly cases: { id: string; verdict: Standing }[];
}

/** One result for every requirement that was planned or that any case of the run names, by id. */
export const requirementResults = (
  cases: readonly CaseRecord[],
  planned: readonly RequirementRef[] = [],
): RequirementResult[] => {
  const found = new Map<string, Found>(planned.map(({ id, level }) => [id, { level, cases: [] }]));
  for (const record of cases) {
    for (const { id, level } of record.requirements) {
      const entry = found.get(id) ?? { level, cases: [] };
      entry.cases.push({ id: record.id, verdict: standingFor(record, id) });
      found.set(id, entry);
    }
  }
  return [...found]
    .map(([id, { level, cases }]) => ({
      id,
      level,
      verdict: overall(cases.map((c) => c.verdict)),
      cases: cases.toSorted((a, b) => severityOf(a.verdict) - severityOf(b.verdict)),
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
};

export const requirementTotals = (results: readonly RequirementResult[]): RequirementTotals => {
  const verified = results.filter((r) => holds(r.verdict)).length;
  const unmeasured = results.filter((r) => r.verdict === notMeasured).length;
  return {
    total: results.length,
    verified,
    notMeasured: unmeasured,
    unmet: results.length - verified - unmeasured,
  };
};
