/** What did not hold, by cause: one card for each fingerprint, with the one command that shows it again. */
import type { FailureGroup } from '../failure-groups.ts';
import { counted } from '../plain-text.ts';
import { comparison } from './case-evidence.ts';
import { link, markup, nothing, type Markup } from './markup.ts';
import { levelMark, mark } from './marks.ts';
import type { Page } from './page.ts';

const shownCases = 40;

/** The sentence of a requirement with where it comes from; the bare id when the caller knows no more. */
export const requirementLine = (id: string, page: Page): Markup => {
  const about = page.known.get(id);
  const level = page.summary.requirements.find((result) => result.id === id)?.level;
  return markup`<li><a class="rid" href="#r-${id}">${id}</a> ${level && levelMark(level)}
    ${about && markup`${about.says} <span class="source">${link(about.source.url, about.source.title)}</span>`}</li>`;
};

const caseLinks = (ids: readonly string[], page: Page): Markup => {
  const items = ids
    .slice(0, shownCases)
    .map((id) => markup`<li><a href="#${page.anchors.get(id) ?? ''}">${id}</a></li>`);
  const left = ids.length - shownCases;
  return markup`<ul class="links">${items}${left > 0 && markup`<li>and ${left} more</li>`}</ul>`;
};

const card = (group: FailureGroup, page: Page): Markup => {
  const { failure } = group;
  const step =
    failure?.step === undefined
      ? nothing
      : markup`<span class="step">Step ${failure.step}${failure.stepText ? `, ${failure.stepText}` : ''}</span>`;
  return markup`<article class="card">
    <p class="line">${mark(group.verdict)}
      <span>${counted(group.count, 'case')}</span>
      ${group.blame && markup`<span>blame: <b>${group.blame}</b></span>`}</p>
    <h3>${group.message}</h3>
    ${step}
    ${failure && comparison(failure)}
    <ul class="reqs">${group.requirements.map((id) => requirementLine(id, page))}</ul>
    <p class="label">Reproduce</p>
    <pre class="command">${group.replay}</pre>
    ${
      group.count > 3
        ? markup`<details><summary>${counted(group.count, 'case')} with this cause</summary>${caseLinks(group.cases, page)}</details>`
        : caseLinks(group.cases, page)
    }
  </article>`;
};

export const failuresSection = (page: Page): Markup => {
  const { groups } = page.summary;
  if (groups.length === 0) return nothing;
  return markup`<section id="failures" aria-labelledby="failures-h">
    <h2 id="failures-h">What did not hold <span class="n">${counted(groups.length, 'cause')}</span></h2>
    ${groups.map((group) => card(group, page))}
  </section>`;
};
