/** What a conformance test throws: the requirement's sentence, and the values that vitest shows the difference of. */
import type { CaseOutcome } from '../engine/run-case.ts';
import type { Case } from '../plan/case.ts';
import type { Requirements } from '../requirements/read-requirements.ts';

type Failures = NonNullable<CaseOutcome['failures']>;

const sentences = (ids: readonly string[], requirements: Requirements): string[] =>
  ids.flatMap((id) => {
    const found = requirements.get(id);
    return found ? [`${id} (${found.level}) ${found.says}`, `  ${found.source.url}`] : [];
  });

const placeOf = ({ step, path }: Failures[number]) =>
  [step === undefined ? '' : `step ${step}`, path ?? ''].filter(Boolean).join(' ');

const wireLines = (outcome: CaseOutcome): string[] =>
  (outcome.wire ?? []).map(
    ({ step, method, url, status, decision }) =>
      `  step ${step ?? '-'} ${method} ${url} -> ${status ?? 'connection cut'} ${decision}`,
  );

const valuesOf = (failures: Failures, side: 'expected' | 'actual'): unknown =>
  failures.length === 0
    ? undefined
    : Object.fromEntries(failures.map((failure) => [placeOf(failure), failure[side]]));

/** A case that did not hold. `expected` and `actual` are keyed by step and path of what was compared. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError';
  readonly code = 'not_conformant';
  readonly verdict: CaseOutcome['verdict'];
  readonly expected: unknown;
  readonly actual: unknown;

  constructor(planned: Case, outcome: CaseOutcome, requirements: Requirements) {
    const failures = outcome.failures ?? [];
    const blamed = [...new Set(failures.flatMap((failure) => failure.requirements))];
    const checked = planned.requirements.map(({ id }) => id);
    const wire = wireLines(outcome);
    super(
      [
        ...sentences(blamed.length > 0 ? blamed : checked, requirements),
        '',
        `${outcome.verdict}: ${outcome.reason ?? planned.title}`,
        ...failures.map((failure) => `  ${placeOf(failure)}: ${failure.message}`),
        ...(wire.length === 0 ? [] : ['', 'wire:', ...wire]),
      ].join('\n'),
    );
    this.verdict = outcome.verdict;
    this.expected = valuesOf(failures, 'expected');
    this.actual = valuesOf(failures, 'actual');
  }
}
