/** What every section of the page is made from, and the anchors by which they point at each other. */
import type { CaseRecord } from '../run-record.ts';
import type { KnownRequirements } from '../known-requirements.ts';
import type { Run } from '../read-run.ts';
import type { Summary } from '../summarise.ts';

export interface Scenario {
  /** The ids of its cases up to the matrix. */
  readonly id: string;
  readonly anchor: string;
  readonly cases: readonly CaseRecord[];
}

export interface Page {
  readonly run: Run;
  readonly summary: Summary;
  readonly known: KnownRequirements;
  readonly scenarios: readonly Scenario[];
  readonly records: ReadonlyMap<string, CaseRecord>;
  /** Anchor of a case, by its id. Numbered: an id may hold anything, and thousands of links stay short. */
  readonly anchors: ReadonlyMap<string, string>;
}

/** `cache/expiry[cloud=public]` -> `cache/expiry` */
export const scenarioOf = (id: string): string => id.replace(/\[.*/s, '');

/** The part of a case's id that tells it from its siblings, or the whole id when it has none. */
export const variantOf = (id: string): string => /\[(.*)\]$/s.exec(id)?.[1] ?? id;

export const pageOf = (run: Run, summary: Summary, known: KnownRequirements): Page => ({
  run,
  summary,
  known,
  scenarios: [...Map.groupBy(run.cases, ({ id }) => scenarioOf(id))].map(([id, cases], index) => ({
    id,
    anchor: `s${index}`,
    cases,
  })),
  records: new Map(run.cases.map((record) => [record.id, record])),
  anchors: new Map(run.cases.map(({ id }, index) => [id, `c${index}`])),
});
