/**
 * `junit.xml`, as Jenkins, GitLab and GitHub's test reporters read it. A reader who sees nothing but this file
 * must not take a broken run for a green one, so what no case can say stands in a test case of its own.
 */
import type { CaseRecord } from './run-record.ts';
import { clientName } from './headline.ts';
import type { KnownRequirements } from './known-requirements.ts';
import { problemText, type Run } from './read-run.ts';
import { counted, jsonText, visible } from './plain-text.ts';
import type { Summary } from './summarise.ts';
import { isRed, strictestLevel } from './verdicts.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const text = (value: string) => visible(value).replace(/[&<>"']/g, (character) => entities[character]!);

/** Line feeds and tabs survive in an attribute only as references. */
const attribute = (value: string) => text(value).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');

const tag = (
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content: readonly string[] = [],
): string => {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${attribute(String(value))}"`)
    .join('');
  return content.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${content.join('\n')}</${name}>`;
};

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

const outcomeOf = (record: CaseRecord, strict: boolean): Outcome => {
  switch (record.verdict) {
    case 'adapter_error':
    case 'harness_error':
      return 'error';
    case 'not_run':
    case 'not_applicable':
    case 'expected_fail':
      return 'skipped';
    case 'not_implemented':
      return isRed(record, strict) ? 'failure' : 'skipped';
    default:
      return isRed(record, strict) ? 'failure' : 'passed';
  }
};

const details = (record: CaseRecord, known: KnownRequirements): string[] => [
  ...record.requirements.map(({ id, level }) => `${id} ${level}  ${known.get(id)?.says ?? ''}`.trimEnd()),
  ...(record.failures ?? []).flatMap((failure) => [
    `${failure.step === undefined ? '' : `step ${failure.step}, `}${failure.stepText ?? 'expectation'}: ${failure.message}`,
    ...(failure.expected === undefined ? [] : [`expected: ${jsonText(failure.expected)}`]),
    ...(failure.actual === undefined ? [] : [`actual: ${jsonText(failure.actual)}`]),
  ]),
  `replay: ${record.replay}`,
];

const messageOf = (record: CaseRecord): string =>
  record.failures?.[0]?.message ?? record.reason ?? record.verdict;

const verdictElement = (record: CaseRecord, outcome: Outcome, known: KnownRequirements): string[] => {
  const message = messageOf(record);
  switch (outcome) {
    case 'failure':
    case 'error':
      return [tag(outcome, { message, type: record.verdict }, [text(details(record, known).join('\n'))])];
    case 'skipped':
      return [tag('skipped', { message: `${record.verdict}: ${message}` })];
    case 'passed':
      return record.verdict === 'pass'
        ? []
        : [
            tag('system-out', {}, [
              text([`${record.verdict}: ${message}`, ...details(record, known)].join('\n')),
            ]),
          ];
  }
};

const seconds = (ms: number) => (ms / 1_000).toFixed(3);
const property = (name: string, value: string) => tag('property', { name, value });

const testCase = (
  record: CaseRecord,
  outcome: Outcome,
  classname: string,
  known: KnownRequirements,
): string => {
  const level = strictestLevel(record.requirements);
  const properties = [
    ...record.requirements.map(({ id }) => property('requirement', id)),
    ...(level ? [property('level', level)] : []),
    property('verdict', record.verdict),
    ...(record.blame ? [property('blame', record.blame)] : []),
    property('replay', record.replay),
  ];
  const log = record.log?.length ? [tag('system-err', {}, [text(record.log.join('\n'))])] : [];
  return tag('testcase', { name: record.id, classname, time: seconds(record.durationMs) }, [
    tag('properties', {}, properties),
    ...verdictElement(record, outcome, known),
    ...log,
  ]);
};

interface Suite {
  readonly xml: string;
  readonly totals: Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>>;
}

const suiteOf = (
  area: string,
  cases: readonly CaseRecord[],
  run: Run,
  summary: Summary,
  known: KnownRequirements,
): Suite => {
  const outcomes = cases.map((record) => outcomeOf(record, summary.strict));
  const count = (outcome: Outcome) => outcomes.filter((o) => o === outcome).length;
  const totals = {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
  const name = `${run.header.client.id}.${area}`;
  const time = seconds(cases.reduce((sum, record) => sum + record.durationMs, 0));
  const timestamp = run.header.startedAt.replace(/(\.\d+)?Z$/, '');
  const tests = cases.map((record, index) => testCase(record, outcomes[index]!, name, known));
  return { totals, xml: tag('testsuite', { name, ...totals, time, timestamp }, tests) };
};

/** What makes the run not green although no single case says so. */
const shortcomings = (run: Run, { counts, missing, interrupted, executed }: Summary): string[] => [
  ...(interrupted ? ['the run was interrupted'] : []),
  ...(executed === 0 ? ['no case was executed'] : []),
  ...(counts.not_run + missing > 0 ? [`${counted(counts.not_run + missing, 'planned case')} never ran`] : []),
  ...run.problems.map(problemText),
];

const wholeRun = (run: Run, summary: Summary): Suite[] => {
  const problems = shortcomings(run, summary);
  if (problems.length === 0) return [];
  const name = `${run.header.client.id}.run`;
  const totals = { tests: 1, failures: 0, errors: 1, skipped: 0 };
  const error = tag('error', { message: problems[0], type: 'incomplete_run' }, [text(problems.join('\n'))]);
  const test = tag('testcase', { name: 'every planned case ran', classname: name, time: seconds(0) }, [
    error,
  ]);
  return [{ totals, xml: tag('testsuite', { name, ...totals, time: seconds(0) }, [test]) }];
};

const areaOfCase = (record: CaseRecord) => record.id.split('/', 1)[0]!;

/** The text of `junit.xml`: one suite for each area of cases. */
export const junitXml = (run: Run, summary: Summary, known: KnownRequirements): string => {
  const suites = [
    ...wholeRun(run, summary),
    ...[...Map.groupBy(run.cases, areaOfCase)].map(([area, cases]) =>
      suiteOf(area, cases, run, summary, known),
    ),
  ];
  const sum = (key: keyof Suite['totals']) => suites.reduce((total, suite) => total + suite.totals[key], 0);
  const attributes = {
    name: `entra-conformance ${clientName(run)}`,
    tests: sum('tests'),
    failures: sum('failures'),
    errors: sum('errors'),
    skipped: sum('skipped'),
    time: seconds(summary.durations.runMs ?? summary.durations.casesMs),
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    tag(
      'testsuites',
      attributes,
      suites.map((suite) => suite.xml),
    ),
    '',
  ].join('\n');
};
