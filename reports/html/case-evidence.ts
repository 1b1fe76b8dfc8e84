/** What is known of one case that did not simply pass: why, expected against actual, the wire, the log, the replay. */
import type { CaseRecord, Failure } from '../run-record.ts';
import { counted, durationText, jsonText, shorten } from '../plain-text.ts';
import { markup, nothing, type Markup } from './markup.ts';
import type { Page } from './page.ts';
import { shownCharacters, wireTimeline } from './wire-timeline.ts';

/** Characters of evidence a page holds. Beyond them a case shows its message and its replay command alone. */
const evidenceBudget = 1_750_000;

export const comparison = ({ expected, actual, path }: Failure): Markup => {
  if (expected === undefined && actual === undefined) return nothing;
  const side = (name: string, value: unknown) =>
    markup`<div><dt>${name}</dt><dd><pre>${value === undefined ? 'nothing' : shorten(jsonText(value), shownCharacters)}</pre></dd></div>`;
  return markup`<dl class="compare">${side('Expected', expected)}${side('Actual', actual)}</dl>
    ${path !== undefined && markup`<p class="when">at <code>${path}</code></p>`}`;
};

const failureBlock = (failure: Failure): Markup =>
  markup`<div class="failure">
    <p><b>${failure.step === undefined ? 'Expectation' : `Step ${failure.step}`}</b>${failure.stepText === undefined ? '' : `, ${failure.stepText}`}: ${failure.message}
    ${failure.requirements.map((id) => markup` <a class="rid" href="#r-${id}">${id}</a>`)}</p>
    ${comparison(failure)}
  </div>`;

const meta = (record: CaseRecord): string =>
  [
    ...(record.blame ? [`blame: ${record.blame}`] : []),
    `seed ${record.seed}`,
    durationText(record.durationMs),
    ...(record.expectations === undefined ? [] : [counted(record.expectations, 'expectation')]),
    ...(record.exchanges === undefined ? [] : [counted(record.exchanges, 'exchange')]),
    record.scenario,
    ...(record.counterexample === undefined ? [] : [`counterexample: ${record.counterexample}`]),
  ].join(' · ');

const reasonBlock = ({ reason, failures }: CaseRecord): Markup =>
  reason === undefined || failures?.[0]?.message === reason ? nothing : markup`<p>${reason}</p>`;

const replayBlock = (record: CaseRecord): Markup =>
  markup`<h3>Reproduce</h3><pre class="command">${record.replay}</pre>`;

const whole = (record: CaseRecord): Markup => {
  const failingSteps = new Set((record.failures ?? []).flatMap(({ step }) => step ?? []));
  return markup`${reasonBlock(record)}
    ${record.failures?.map(failureBlock)}
    <p class="when">${meta(record)}</p>
    ${record.wire && [markup`<h3>On the wire</h3>`, wireTimeline(record.wire, failingSteps)]}
    ${record.log && record.log.length > 0 && markup`<h3>Adapter log</h3><pre>${shorten(record.log.join('\n'), shownCharacters)}</pre>`}
    ${replayBlock(record)}`;
};

const brief = (record: CaseRecord): Markup =>
  markup`<p>${record.failures?.[0]?.message ?? record.reason ?? ''}</p><pre class="command">${record.replay}</pre>`;

/** Whether there is more to say of a case than its verdict and a reason. */
export const hasEvidence = (record: CaseRecord): boolean =>
  record.verdict !== 'pass' &&
  [record.failures, record.wire, record.log].some((list) => list !== undefined && list.length > 0);

export interface Evidence {
  readonly byCase: ReadonlyMap<string, Markup>;
  /** Cases of which the page, being full, shows the message and the replay command alone. */
  readonly inBrief: number;
}

/** The example of each cause comes first, so that it is whole however long the run is. */
export const evidenceOf = ({ run, summary, records }: Page): Evidence => {
  const examples = summary.groups.flatMap(({ cases }) => records.get(cases[0] ?? '') ?? []);
  const byCase = new Map<string, Markup>();
  let left = evidenceBudget;
  let inBrief = 0;
  for (const record of new Set([...examples, ...run.cases.filter(hasEvidence)])) {
    const full = left > 0 ? whole(record) : nothing;
    left -= full.html.length;
    if (left <= 0) inBrief += 1;
    byCase.set(record.id, left > 0 ? full : brief(record));
  }
  return { byCase, inBrief };
};
