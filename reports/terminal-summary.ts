/** What the terminal shows when a run has ended: one screen, the failures first, the numbers last. */
import type { CaseRecord, WireLine } from './run-record.ts';
import type { FailureGroup } from './failure-groups.ts';
import { clientName, headlineOf } from './headline.ts';
import type { KnownRequirements } from './known-requirements.ts';
import { problemText, type Run } from './read-run.ts';
import { counted, durationText, oneLine } from './plain-text.ts';
import type { Summary } from './summarise.ts';
import { fitted, painter, toneStyle, type Painter, type TerminalOptions } from './terminal-text.ts';
import { faces, shownOrder } from './verdicts.ts';

export interface TerminalSummaryOptions extends TerminalOptions {
  readonly requirements: KnownRequirements;
  /** Where the written report lies, as a person would open it. */
  readonly report?: string;
}

/** Lines for failures; with the title, the numbers and the sentences the whole stays within forty. */
const failureLines = 30;
const indent = '      ';

const wireText = ({ method, endpoint, status, decision }: WireLine): string =>
  `${method} ${endpoint} -> ${status ?? 'connection cut'} (${decision})`;

const wireLines = (record: CaseRecord | undefined, group: FailureGroup): string[] => {
  if (!record?.wire || group.failure?.step === undefined) return [];
  const sent = record.wire.filter(({ step }) => step === group.failure?.step);
  if (sent.length === 0) return ['wire: (nothing sent)'];
  const more = sent.length > 2 ? [`      and ${sent.length - 2} more`] : [];
  return [...sent.slice(0, 2).map((line) => `wire: ${wireText(line)}`), ...more];
};

const expectationText = ({ failure, message }: FailureGroup): string => {
  if (failure?.step === undefined) return message;
  return `step ${failure.step}${failure.stepText ? `, ${failure.stepText}` : ''}: ${message}`;
};

const words: Readonly<Record<string, string>> = { fail: 'FAIL', warn: 'WARN', info: 'NOTE' };

const groupLines = (
  group: FailureGroup,
  run: Run,
  { requirements, columns }: TerminalSummaryOptions,
  paint: Painter,
): string[] => {
  const example = run.cases.find(({ id }) => id === group.cases[0]);
  const blamed = group.blame ? `   blame: ${group.blame}` : '';
  const word = words[group.verdict] ?? faces[group.verdict].label.toUpperCase();
  const room = Math.max(20, columns - word.length - blamed.length - 2);
  const level = (id: string) => example?.requirements.find((ref) => ref.id === id)?.level ?? '';
  const detail = [
    ...group.requirements.slice(0, 2).map((id) => `${id} ${level(id)}  ${requirements.get(id)?.says ?? ''}`),
    expectationText(group),
    ...wireLines(example, group),
  ];
  return [
    `${paint(toneStyle[faces[group.verdict].tone], word)}  ${paint('bold', fitted(group.cases[0] ?? '', room))}${paint('dim', blamed)}`,
    ...detail.map((line) => `${indent}${fitted(line, columns - indent.length)}`),
    // Never shortened: it is there to be copied.
    `${indent}${paint('dim', 'replay:')} ${oneLine(group.replay)}`,
    ...(group.count > 1 ? [`${indent}${counted(group.count - 1, 'more case')} with this cause`] : []),
    '',
  ];
};

const failures = (run: Run, summary: Summary, options: TerminalSummaryOptions, paint: Painter): string[] => {
  const lines: string[] = [];
  const groups = summary.groups.filter(({ verdict }) => verdict !== 'info');
  for (const [index, group] of groups.entries()) {
    const next = groupLines(group, run, options, paint);
    if (index > 0 && lines.length + next.length > failureLines) {
      return [...lines, `${counted(groups.length - index, 'more cause')} in the report`, ''];
    }
    lines.push(...next);
  }
  return lines;
};

const countsLine = ({ counts, missing, planned }: Summary, paint: Painter): string => {
  const parts = shownOrder
    .filter((standing) => standing !== 'not_measured')
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => paint(toneStyle[faces[verdict].tone], `${counts[verdict]} ${faces[verdict].label}`));
  if (missing > 0) parts.push(paint('yellow', `${missing} without a record`));
  return [`${counted(planned, 'planned case')}:`, parts.join(' · ') || 'none recorded'].join(' ');
};

const title = (run: Run): string => {
  const { client, profile, seed, strict, suite } = run.header;
  const where = client.sdk ? ` (${client.sdk.language}, ${client.sdk.runtime})` : '';
  return `${clientName(run)}${where} · profile ${profile}${strict ? ', strict' : ''} · seed ${seed} · entra-conformance ${suite.version}`;
};

/** At most about forty lines, without a line feed at the end. */
export const terminalSummary = (run: Run, summary: Summary, options: TerminalSummaryOptions): string => {
  const paint = painter(options.color);
  const { tone, verdict, coverage } = headlineOf(run, summary);
  const fit = (text: string) => fitted(text, options.columns);
  const took = run.footer ? ` in ${durationText(run.footer.durationMs)}` : '';
  const problems = run.problems.slice(0, 3).map((problem) => fit(`run.jsonl: ${problemText(problem)}`));
  const unshown = run.problems.length - problems.length;
  return [
    paint('bold', fit(title(run))),
    '',
    ...failures(run, summary, options, paint),
    ...problems.map((line) => paint('yellow', line)),
    ...(unshown > 0 ? [`run.jsonl: ${counted(unshown, 'more problem')}`] : []),
    `${countsLine(summary, paint)}${took}`,
    paint('bold', paint(toneStyle[tone], fit(verdict))),
    fit(coverage),
    ...(options.report === undefined ? [] : [`report: ${oneLine(options.report)}`]),
  ].join('\n');
};
