/** What this run does not show. It stands in the open, because a number without its gaps would flatter. */
import { counted } from '../plain-text.ts';
import { problemText } from '../read-run.ts';
import type { RequirementResult } from '../requirement-results.ts';
import { faces } from '../verdicts.ts';
import { levelMark } from './marks.ts';
import { markup, nothing, type Markup } from './markup.ts';
import type { Page } from './page.ts';

const shownReasons = 3;
const shownProblems = 50;

const reasonOf = ({ id, verdict }: RequirementResult['cases'][number], page: Page): string => {
  if (verdict === 'not_measured') return 'its case ended over another requirement';
  const reason = page.records.get(id)?.reason;
  return reason === undefined ? faces[verdict].label : `${faces[verdict].label}: ${reason}`;
};

const reasons = (result: RequirementResult, page: Page): string => {
  if (result.cases.length === 0) return 'none of its cases left a record';
  const all = [...new Set(result.cases.filter((c) => c.verdict !== 'pass').map((c) => reasonOf(c, page)))];
  const left = all.length - shownReasons;
  return [...all.slice(0, shownReasons), ...(left > 0 ? [`and ${left} more reasons`] : [])].join('; ');
};

const requirementItem = (result: RequirementResult, page: Page): Markup =>
  markup`<li><a class="rid" href="#r-${result.id}">${result.id}</a> ${levelMark(result.level)}
    ${page.known.get(result.id)?.says} <span class="why">${reasons(result, page)}</span></li>`;

const list = (title: string, results: readonly RequirementResult[], page: Page): Markup =>
  results.length === 0
    ? nothing
    : markup`<h3>${title} <span class="n">${results.length}</span></h3>
      <ul class="gaps">${results.map((result) => requirementItem(result, page))}</ul>`;

const problems = ({ run }: Page): Markup => {
  if (run.problems.length === 0) return nothing;
  const left = run.problems.length - shownProblems;
  return markup`<h3>Problems in the record of the run <span class="n">${run.problems.length}</span></h3>
    <ul class="gaps">${run.problems.slice(0, shownProblems).map((p) => markup`<li>${problemText(p)}</li>`)}
    ${left > 0 && markup`<li>and ${left} more</li>`}</ul>`;
};

const sentences = ({ summary, known }: Page): string[] => {
  const notRun = summary.counts.not_run + summary.missing;
  const outside = [...known.keys()].filter((id) => !summary.requirements.some((r) => r.id === id)).length;
  return [
    ...(notRun > 0 ? [`${counted(notRun, 'planned case')} never ran, so what they check is not shown.`] : []),
    ...(outside > 0
      ? [
          `${counted(outside, 'further requirement')} of the suite ${outside === 1 ? 'has' : 'have'} no case in this run.`,
        ]
      : []),
  ];
};

export const notVerifiedSection = (page: Page): Markup => {
  const { requirements, totals } = page.summary;
  const parts = [
    problems(page),
    ...sentences(page).map((sentence) => markup`<p>${sentence}</p>`),
    list(
      'Not measured',
      requirements.filter((r) => r.verdict === 'not_measured'),
      page,
    ),
    list(
      'Measured in part, with cases that never ran',
      requirements.filter((r) => r.verdict === 'not_run'),
      page,
    ),
    list(
      'Known failures, accepted by the baseline',
      requirements.filter((r) => r.verdict === 'expected_fail'),
      page,
    ),
  ].filter((part) => part.html !== '');
  if (parts.length === 0) return nothing;
  return markup`<section id="not-verified" aria-labelledby="not-verified-h">
    <h2 id="not-verified-h">Not verified <span class="n">${totals.verified} of ${counted(totals.total, 'requirement')} verified</span></h2>
    ${parts}
  </section>`;
};
