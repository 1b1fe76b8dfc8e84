/** Every requirement of the run, by area: what it says, where that is written, how it stands, and which cases say so. */
import { byArea } from '../known-requirements.ts';
import { counted } from '../plain-text.ts';
import type { RequirementResult } from '../requirement-results.ts';
import { faces, holds } from '../verdicts.ts';
import { link, markup, type Markup } from './markup.ts';
import { levelMark, mark, tally } from './marks.ts';
import { scenarioOf, type Page } from './page.ts';

const shownCases = 20;

/** Cases that passed are counted by scenario; the others are named one by one. */
const casesOf = (result: RequirementResult, page: Page): Markup => {
  const passed = result.cases.filter((c) => c.verdict === 'pass');
  const others = result.cases.filter((c) => c.verdict !== 'pass');
  const anchors = new Map(page.scenarios.map(({ id, anchor }) => [id, anchor]));
  const left = others.length - shownCases;
  return markup`<ul class="links">
    ${others.slice(0, shownCases).map((c) => markup`<li><a href="#${page.anchors.get(c.id) ?? ''}">${c.id}</a> ${faces[c.verdict].label}</li>`)}
    ${left > 0 && markup`<li>and ${left} more that did not pass</li>`}
    ${[...Map.groupBy(passed, (c) => scenarioOf(c.id))].map(([id, cases]) => markup`<li><a href="#${anchors.get(id) ?? ''}">${id}</a> ${cases.length} passed</li>`)}
  </ul>`;
};

const row = (result: RequirementResult, page: Page): Markup => {
  const about = page.known.get(result.id);
  return markup`<li class="req" id="r-${result.id}">
    <div class="standing">${mark(result.verdict)}</div>
    <div class="which"><span class="rid">${result.id}</span> ${levelMark(result.level)}</div>
    <div class="says">
      <p>${about?.says ?? 'This suite does not know the requirement.'}</p>
      ${about && markup`<p class="source">${link(about.source.url, about.source.title)}</p>`}
      ${result.cases.length > 0 && markup`<details><summary>${counted(result.cases.length, 'case')}: ${tally(result.cases.map((c) => c.verdict))}</summary>${casesOf(result, page)}</details>`}
    </div>
  </li>`;
};

const area = (name: string, results: readonly RequirementResult[], page: Page): Markup => {
  const verified = results.filter((result) => holds(result.verdict)).length;
  return markup`<h3 class="area">${name.replaceAll('-', ' ')} <span class="n">${verified} of ${results.length} verified</span></h3>
    <ul class="rows">${results.map((result) => row(result, page))}</ul>`;
};

export const requirementsSection = (page: Page): Markup => {
  const { requirements, totals } = page.summary;
  return markup`<section id="requirements" aria-labelledby="requirements-h">
    <h2 id="requirements-h">Requirements <span class="n">${totals.verified} of ${totals.total} verified</span></h2>
    ${requirements.length === 0 && markup`<p>No case of this run names a requirement.</p>`}
    ${byArea(requirements, page.known).map(([name, results]) => area(name, results, page))}
  </section>`;
};
