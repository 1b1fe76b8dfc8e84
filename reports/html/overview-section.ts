/** The top of the page: what was tested, what it came to in a sentence, and the numbers. */
import type { Level } from '../run-record.ts';
import { clientName, headlineOf } from '../headline.ts';
import { durationText } from '../plain-text.ts';
import type { RequirementTotals } from '../requirement-results.ts';
import { faces, shownOrder } from '../verdicts.ts';
import { dateMark, icon, levelMark } from './marks.ts';
import { markup, nothing, type Markup, type Part } from './markup.ts';
import type { Page } from './page.ts';

const fact = (name: string, value: Part): Markup => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const facts = ({ run: { header, footer } }: Page): Markup => {
  const { sdk, adapter, clock } = header.client;
  return markup`<dl class="facts">
    ${sdk && [fact('SDK', `${sdk.name} ${sdk.version}`), fact('Language', sdk.language), fact('Runtime', sdk.runtime)]}
    ${adapter && fact('Adapter', `${adapter.name} ${adapter.version}`)}
    ${fact('Date', dateMark(header.startedAt))}
    ${footer && fact('Duration', durationText(footer.durationMs))}
    ${fact('Profile', `${header.profile}${header.strict ? ', strict' : ''}`)}
    ${fact('Seed', markup`<code>${header.seed}</code>`)}
    ${clock !== undefined && fact('Clock', clock)}
    ${fact('Suite', `entra-conformance ${header.suite.version}`)}
    <div class="wide"><dt>Command</dt><dd><code class="command">${header.command}</code></dd></div>
  </dl>`;
};

/** One strip, a piece for each verdict. The list below it says the same in words. */
const strip = ({ summary: { counts, planned, recorded } }: Page): Markup => {
  const whole = Math.max(planned, recorded, 1);
  let x = 0;
  const pieces = shownOrder.map((standing) => {
    const count = standing === 'not_measured' ? 0 : counts[standing];
    if (count === 0) return nothing;
    const width = (count * 1_000) / whole;
    const piece = markup`<rect class="${faces[standing].tone}" x="${x.toFixed(1)}" width="${Math.max(width - 2, 1).toFixed(1)}" height="10"/>`;
    x += width;
    return piece;
  });
  return markup`<svg class="strip" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${pieces}</svg>`;
};

const numbers = (page: Page): Markup => {
  const { counts, missing } = page.summary;
  const shown = shownOrder
    .filter((standing) => standing !== 'not_measured')
    .filter((verdict) => counts[verdict] > 0 || verdict === 'pass' || verdict === 'fail');
  return markup`${strip(page)}
    <ul class="numbers">
      ${shown.map((verdict) => {
        const { label, tone } = faces[verdict];
        const count = counts[verdict];
        return markup`<li class="${count > 0 ? tone : 'neutral'}"><b>${count}</b><span>${icon(count > 0 ? tone : 'neutral')}${label}</span></li>`;
      })}
      ${missing > 0 && markup`<li class="caution"><b>${missing}</b><span>${icon('caution')}without a record</span></li>`}
    </ul>`;
};

const levels: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

const totalsRow = (name: Part, { total, verified, unmet, notMeasured }: RequirementTotals): Markup =>
  markup`<tr><th scope="row">${name}</th><td>${verified}</td><td>${unmet}</td><td>${notMeasured}</td><td>${total}</td></tr>`;

const levelTable = ({ summary: { totals, totalsByLevel } }: Page): Markup =>
  markup`<table class="levels">
    <caption>Requirements in this run</caption>
    <thead><tr><th scope="col">Level</th><th scope="col">Verified</th><th scope="col">Not met</th><th scope="col">Not measured</th><th scope="col">All</th></tr></thead>
    <tbody>
      ${levels.filter((l) => totalsByLevel[l].total > 0).map((l) => totalsRow(levelMark(l), totalsByLevel[l]))}
    </tbody>
    <tfoot>${totalsRow('All levels', totals)}</tfoot>
  </table>`;

export const overviewSection = (page: Page): Markup => {
  const { tone, verdict, coverage, notes } = headlineOf(page.run, page.summary);
  return markup`<header class="top">
    <p class="eyebrow">Conformance report</p>
    <h1>${clientName(page.run)}</h1>
    <div class="headline ${tone}">
      ${icon(tone)}
      <div>
        <p class="verdict">${verdict}</p>
        <p>${coverage}</p>
        ${notes.length > 0 && markup`<p class="notes">${notes.join(' · ')}</p>`}
      </div>
    </div>
  </header>
  <section class="overview" aria-label="Numbers">
    <div>${numbers(page)}</div>
    ${levelTable(page)}
  </section>
  <section aria-label="What was tested">${facts(page)}</section>`;
};
