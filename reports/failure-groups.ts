/** Failures with one cause, gathered by fingerprint, so that forty red cases read as the two defects they are. */
import type { Blame, CaseRecord, Failure, Verdict } from './run-record.ts';
import { severityOf } from './verdicts.ts';

export interface FailureGroup {
  readonly fingerprint: string;
  /** The worst among its cases. */
  readonly verdict: Verdict;
  readonly blame?: Blame;
  readonly requirements: readonly string[];
  readonly message: string;
  /** Ids, worst first; the first is the example that `failure` and `replay` belong to. */
  readonly cases: readonly string[];
  readonly count: number;
  /** Absent for a case that ended without a failed expectation (crash, timeout, unexpected pass ...). */
  readonly failure?: Failure;
  readonly replay: string;
}

const grouped: ReadonlySet<Verdict> = new Set([
  'fail',
  'timeout',
  'crash',
  'adapter_error',
  'harness_error',
  'unexpected_pass',
  'warn',
  'info',
]);

interface Member {
  readonly record: CaseRecord;
  readonly failure?: Failure;
}

const membersOf = (record: CaseRecord): [fingerprint: string, Member][] => {
  if (record.failures?.length) {
    return record.failures.map((failure) => [failure.fingerprint, { record, failure }]);
  }
  const cause = record.verdict === 'unexpected_pass' ? '' : (record.reason ?? '');
  return [[`${record.verdict} ${record.blame ?? ''} ${cause}`.trim(), { record }]];
};

const toGroup = (fingerprint: string, members: readonly Member[]): FailureGroup => {
  const sorted = members.toSorted((a, b) => severityOf(a.record.verdict) - severityOf(b.record.verdict));
  const { record, failure } = sorted[0]!;
  const cases = [...new Set(sorted.map((member) => member.record.id))];
  const requirements = sorted.flatMap(
    (member) => member.failure?.requirements ?? member.record.requirements.map(({ id }) => id),
  );
  return {
    fingerprint,
    verdict: record.verdict,
    ...(record.blame && { blame: record.blame }),
    requirements: [...new Set(requirements)].sort(),
    message: failure?.message ?? record.reason ?? record.title,
    cases,
    count: cases.length,
    ...(failure && { failure }),
    replay: record.replay,
  };
};

/** Worst first, then the most frequent. Known failures are not among them: the baseline speaks for those. */
export const failureGroups = (cases: readonly CaseRecord[]): FailureGroup[] => {
  const found = new Map<string, Member[]>();
  for (const record of cases) {
    if (!grouped.has(record.verdict)) continue;
    for (const [fingerprint, member] of membersOf(record)) {
      const members = found.get(fingerprint);
      if (members) members.push(member);
      else found.set(fingerprint, [member]);
    }
  }
  return [...found]
    .map(([fingerprint, members]) => toGroup(fingerprint, members))
    .toSorted(
      (a, b) =>
        severityOf(a.verdict) - severityOf(b.verdict) ||
        b.count - a.count ||
        (a.fingerprint < b.fingerprint ? -1 : 1),
    );
};
