/** The marks of a verdict: always an icon and a word, so that colour alone never carries the meaning. */
import type { Level, Verdict } from '../run-record.ts';
import { durationText } from '../plain-text.ts';
import { faces, shownOrder, type Standing, type Tone } from '../verdicts.ts';
import { markup, trusted, type Markup } from './markup.ts';

const shapes: Readonly<Record<Tone, string>> = {
  good: '<circle cx="8" cy="8" r="7"/><path d="M4.8 8.3l2.2 2.2 4.2-4.6"/>',
  bad: '<circle cx="8" cy="8" r="7"/><path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2"/>',
  caution: '<path d="M8 1.6l6.8 12.4H1.2z"/><path d="M8 6v4M8 11.7v.4"/>',
  neutral: '<circle cx="8" cy="8" r="7"/><path d="M5 8h6"/>',
};

/** The drawings, once a page; every icon refers to them. */
export const iconSheet: Markup = trusted(
  `<svg class="sheet" aria-hidden="true">${Object.entries(shapes)
    .map(([tone, shape]) => `<symbol id="i-${tone}" viewBox="0 0 16 16">${shape}</symbol>`)
    .join('')}</svg>`,
);

export const icon = (tone: Tone): Markup =>
  markup`<svg class="i" aria-hidden="true"><use href="#i-${tone}"/></svg>`;

export const mark = (standing: Standing): Markup => {
  const { label, tone } = faces[standing];
  return markup`<span class="v ${tone}">${icon(tone)}${label}</span>`;
};

export const levelMark = (level: Level): Markup =>
  markup`<span class="level ${level.toLowerCase()}">${level}</span>`;

/** `12 passed · 1 failed`, in the order of the verdicts. */
export const tally = (standings: readonly Standing[]): string => {
  const counts = new Map<Standing, number>();
  for (const standing of standings) counts.set(standing, (counts.get(standing) ?? 0) + 1);
  return shownOrder
    .filter((standing) => counts.has(standing))
    .map((standing) => `${counts.get(standing)} ${faces[standing].label}`)
    .join(' · ');
};

/** `4 March 2030, 09:30 UTC` */
export const dateMark = (iso: string): Markup => {
  const options = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  return markup`<time datetime="${iso}">${new Date(iso).toLocaleString('en-GB', options).replace(' at ', ', ')} UTC</time>`;
};

export const durationMark = (verdict: Verdict, ms: number): string =>
  verdict === 'not_run' || verdict === 'not_applicable' || verdict === 'not_implemented'
    ? ''
    : durationText(ms);
