/** Every case of the run under its scenario, the scenarios with red cases first. */
import type { CaseRecord, Verdict } from '../run-record.ts';
import { counted } from '../plain-text.ts';
import { faces, isRed, shownOrder } from '../verdicts.ts';
import { evidenceOf, type Evidence } from './case-evidence.ts';
import { durationMark, icon, mark, tally } from './marks.ts';
import { markup, nothing, type Markup } from './markup.ts';
import { variantOf, type Page, type Scenario } from './page.ts';

const caseItem = (record: CaseRecord, only: boolean, page: Page, evidence: Evidence): Markup => {
  const anchor = page.anchors.get(record.id) ?? '';
  const took = durationMark(record.verdict, record.durationMs);
  const line = markup`${mark(record.verdict)}<span class="id">${variantOf(record.id)}</span><small>${took}</small>`;
  const found = evidence.byCase.get(record.id);
  if (found) {
    return markup`<li data-v="${record.verdict}"><details class="case"${only && markup` open`}><summary class="line">${line}</summary><div class="evidence" id="${anchor}">${found}</div></details></li>`;
  }
  const reason = record.reason === undefined ? nothing : markup`<p class="why">${record.reason}</p>`;
  return markup`<li data-v="${record.verdict}" id="${anchor}"><div class="line">${line}</div>${reason}</li>`;
};

const titleOf = ({ cases, id }: Scenario): string => {
  const titles = new Set(cases.map(({ title }) => title));
  return titles.size === 1 ? cases[0]!.title : id;
};

interface Weighed {
  readonly scenario: Scenario;
  readonly red: boolean;
}

const scenarioItem = ({ scenario, red }: Weighed, page: Page, evidence: Evidence): Markup => {
  const verdicts = scenario.cases.map(({ verdict }) => verdict);
  const quiet = verdicts.every((verdict) => faces[verdict].tone === 'neutral');
  const tone = red
    ? 'bad'
    : quiet
      ? 'neutral'
      : verdicts.some((v) => faces[v].tone === 'caution')
        ? 'caution'
        : 'good';
  return markup`<details class="scenario">
    <summary><span class="v ${tone}">${icon(tone)}</span><span class="title">${titleOf(scenario)}</span><span class="id">${scenario.id}</span><small>${tally(verdicts)}</small></summary>
    <ul class="cases" id="${scenario.anchor}">${scenario.cases.map((record) => caseItem(record, scenario.cases.length === 1, page, evidence))}</ul>
  </details>`;
};

/** Hidden until the script that makes it work has run. */
const filter = (present: ReadonlySet<Verdict>): Markup =>
  markup`<form class="filter" id="filter" role="search" hidden>
    <label>Find <input type="search" id="filter-text" autocomplete="off" placeholder="words of a title or an id"></label>
    <label>Verdict <select id="filter-verdict"><option value="">all</option>
    ${shownOrder.map((v) => v !== 'not_measured' && present.has(v) && markup`<option value="${v}">${faces[v].label}</option>`)}</select></label>
    <output id="filter-count" aria-live="polite"></output>
  </form>`;

export const casesSection = (page: Page): Markup => {
  const { run, summary, scenarios } = page;
  const evidence = evidenceOf(page);
  const weighed = scenarios
    .map((scenario) => ({ scenario, red: scenario.cases.some((record) => isRed(record, summary.strict)) }))
    .toSorted((a, b) => Number(b.red) - Number(a.red) || (a.scenario.id < b.scenario.id ? -1 : 1));
  return markup`<section id="cases" aria-labelledby="cases-h">
    <h2 id="cases-h">Cases <span class="n">${counted(run.cases.length, 'case')} of ${counted(scenarios.length, 'scenario')}</span></h2>
    ${run.cases.length === 0 ? markup`<p>The run has no case.</p>` : filter(new Set(run.cases.map((c) => c.verdict)))}
    ${evidence.inBrief > 0 && markup`<p>The page is full: ${counted(evidence.inBrief, 'case')} shown in brief. Their wire and logs are in run.jsonl.</p>`}
    ${weighed.map((entry) => scenarioItem(entry, page, evidence))}
  </section>`;
};
