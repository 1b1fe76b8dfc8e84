/** `summary.md`: the page GitHub shows for a step, or a comment. At most so long that GitHub takes it (1 MiB). */
import type { FailureGroup } from './failure-groups.ts';
import { clientName, headlineOf } from './headline.ts';
import { byArea, type KnownRequirements } from './known-requirements.ts';
import { problemText, type Run } from './read-run.ts';
import type { RequirementResult } from './requirement-results.ts';
import { counted, durationText, oneLine, shorten, visible } from './plain-text.ts';
import type { Summary } from './summarise.ts';
import { faces, holds, shownOrder, type Standing } from './verdicts.ts';

const shownGroups = 30;
const shownProblems = 20;

/** Text that stays text: no markup, no HTML, no table cell, and nobody is notified. */
const escaped = (text: string, limit = 500): string =>
  shorten(oneLine(text), limit)
    .replace(/[\\`*_{}[\]<>()#|~!&$]/g, '\\$&')
    .replaceAll('@', '@<!-- -->');

/** Within the line of an HTML tag Markdown is not read, so there the text is escaped as HTML is. */
const htmlText = (text: string): string =>
  oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '@<!-- -->');

/** A code block whose fence is longer than any run of backticks within. */
const codeBlock = (text: string, language: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${visible(text)}\n${fence}`;
};

const icons: Readonly<Record<string, string>> = {
  good: '✅',
  bad: '❌',
  caution: '⚠️',
  neutral: '➖',
};

const standingText = (standing: Standing): string =>
  `${icons[faces[standing].tone]} ${faces[standing].label}`;

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;

const sourced = (id: string, known: KnownRequirements): string => {
  const about = known.get(id);
  if (!about) return '';
  const link = /^https?:\/\/[^\s()<>]+$/.test(about.source.url)
    ? ` ([${escaped(about.source.title)}](${about.source.url}))`
    : '';
  return `${escaped(about.says)}${link}`;
};

const facts = ({ header, footer }: Run): string => {
  const { sdk } = header.client;
  const parts = [
    ...(sdk ? [sdk.language, sdk.runtime] : []),
    `profile ${header.profile}${header.strict ? ' (strict)' : ''}`,
    `seed ${header.seed}`,
    header.startedAt,
    ...(footer ? [durationText(footer.durationMs)] : []),
    `entra-conformance ${header.suite.version}`,
  ];
  return parts.map((part) => escaped(part)).join(' · ');
};

const verdictTable = ({ counts, missing }: Summary): string[] => [
  row('Verdict', 'Cases'),
  row('---', '---:'),
  ...shownOrder
    .filter((standing) => standing !== 'not_measured')
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => row(standingText(verdict), String(counts[verdict]))),
  ...(missing > 0 ? [row('⚠️ without a record', String(missing))] : []),
];

const groupSection = (group: FailureGroup, known: KnownRequirements): string[] => {
  const blamed = group.blame ? ` · blame: ${group.blame}` : '';
  const step = group.failure?.stepText ? `${escaped(group.failure.stepText)}: ` : '';
  return [
    `#### ${standingText(group.verdict)}: ${escaped(group.cases[0] ?? '', 200)}`,
    '',
    `${counted(group.count, 'case')}${blamed}`,
    '',
    `${step}**${escaped(group.message)}**`,
    '',
    ...group.requirements.map((id) => `- ${escaped(id)} ${sourced(id, known)}`),
    '',
    codeBlock(group.replay, 'sh'),
    '',
  ];
};

const groupsSection = ({ groups }: Summary, known: KnownRequirements): string[] => {
  if (groups.length === 0) return [];
  const left = groups.length - shownGroups;
  return [
    '### What did not hold',
    '',
    ...groups.slice(0, shownGroups).flatMap((group) => groupSection(group, known)),
    ...(left > 0 ? [`${counted(left, 'more cause')}: see the full report.`, ''] : []),
  ];
};

const areaSection = (
  area: string,
  results: readonly RequirementResult[],
  known: KnownRequirements,
): string[] => {
  const verified = results.filter((result) => holds(result.verdict)).length;
  return [
    `<details${verified === results.length ? '' : ' open'}><summary>${htmlText(area)}: ${verified} of ${results.length} verified</summary>`,
    '',
    row('Requirement', 'Level', 'Verdict', 'Cases', ''),
    row('---', '---', '---', '---:', '---'),
    ...results.map((result) =>
      row(
        escaped(result.id),
        result.level,
        standingText(result.verdict),
        String(result.cases.length),
        sourced(result.id, known),
      ),
    ),
    '',
    '</details>',
    '',
  ];
};

const problemsSection = ({ problems }: Run): string[] => {
  if (problems.length === 0) return [];
  const left = problems.length - shownProblems;
  return [
    '### The record of the run has problems',
    '',
    ...problems.slice(0, shownProblems).map((problem) => `- ${escaped(problemText(problem))}`),
    ...(left > 0 ? [`- and ${left} more`] : []),
    '',
  ];
};

/** The text of `summary.md`. */
export const summaryMarkdown = (run: Run, summary: Summary, known: KnownRequirements): string => {
  const { tone, verdict, coverage, notes } = headlineOf(run, summary);
  return [
    `## ${icons[tone]} ${escaped(clientName(run))}`,
    '',
    `**${escaped(verdict)}** ${escaped(coverage)}${notes.length > 0 ? ` ${escaped(notes.join(' · '))}.` : ''}`,
    '',
    facts(run),
    '',
    ...problemsSection(run),
    ...verdictTable(summary),
    '',
    ...groupsSection(summary, known),
    ...(summary.requirements.length > 0 ? ['### Requirements', ''] : []),
    ...byArea(summary.requirements, known).flatMap(([area, results]) => areaSection(area, results, known)),
    codeBlock(run.header.command, 'sh'),
    '',
  ].join('\n');
};
