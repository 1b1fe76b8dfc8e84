/** One case in full for a terminal: verdict, what did not hold, and every exchange with its tokens decoded. */
import type { CaseRecord, WireLine } from './run-record.ts';
import type { KnownRequirements } from './known-requirements.ts';
import { oneLine } from './plain-text.ts';
import { fitted, painter, toneStyle, type Painter, type TerminalOptions } from './terminal-text.ts';
import { faces } from './verdicts.ts';

export interface TranscriptOptions extends TerminalOptions {
  readonly requirements: KnownRequirements;
}

const members = (title: string, values: Readonly<Record<string, string>> | undefined): string[] =>
  Object.entries(values ?? {}).map(([name, value]) => `    ${title} ${name}: ${oneLine(value)}`);

const exchange = (line: WireLine, paint: Painter): string[] => [
  '',
  `${paint('bold', `${line.method} ${oneLine(line.url)}`)}`,
  `    step ${line.step ?? '-'}, ${line.at}, endpoint ${line.endpoint}`,
  ...members('header', line.requestHeaders),
  ...members('form', line.form),
  `  ${paint('bold', String(line.status ?? 'connection cut'))}  ${oneLine(line.decision)}`,
  ...(line.fault === undefined ? [] : [paint('yellow', `    fault: ${oneLine(line.fault)}`)]),
  ...(line.responseBody === undefined || line.responseBody === ''
    ? []
    : [`    ${oneLine(line.responseBody)}`]),
  ...(line.tokens ?? []).map(({ name, claims }) =>
    paint('dim', `    ${name} claims: ${oneLine(JSON.stringify(claims))}`),
  ),
];

const value = (label: string, content: unknown): string[] =>
  content === undefined ? [] : [`      ${label}: ${oneLine(JSON.stringify(content))}`];

/** Lines are not shortened to the terminal's width, except titles: this is for reading closely. */
export const wireTranscript = (record: CaseRecord, options: TranscriptOptions): string => {
  const paint = painter(options.color);
  const { label, tone } = faces[record.verdict];
  const blame = record.blame === undefined ? '' : `   blame: ${record.blame}`;
  const wire = record.wire ?? [];
  return [
    `${paint(toneStyle[tone], label)}  ${paint('bold', oneLine(record.id))}${blame}`,
    `  ${fitted(record.title, options.columns - 2)}`,
    ...record.requirements.map(
      ({ id, level }) => `  ${id} ${level}  ${oneLine(options.requirements.get(id)?.says ?? '')}`,
    ),
    ...(record.reason === undefined ? [] : [`  ${oneLine(record.reason)}`]),
    ...(record.failures ?? []).flatMap((failure) => [
      `  step ${failure.step ?? '-'} (${oneLine(failure.stepText ?? '')}) ${failure.path ?? ''}: ${oneLine(failure.message)}`,
      ...value('expected', failure.expected),
      ...value('actual', failure.actual),
    ]),
    ...(wire.length === 0 ? ['', 'wire: (nothing sent)'] : wire.flatMap((line) => exchange(line, paint))),
    ...((record.log ?? []).length === 0
      ? []
      : ['', 'log of the adapter:', ...(record.log ?? []).map((line) => `    ${oneLine(line)}`)]),
  ].join('\n');
};
