/** What the verdicts mean to a reader: which are green, which outweigh which, and the words and tone for each. */
import { verdict, type CaseRecord, type Level, type RequirementRef, type Verdict } from './run-record.ts';

/** A requirement that no case put to the test. */
export const notMeasured = 'not_measured';
export type Standing = Verdict | typeof notMeasured;

export type Tone = 'good' | 'bad' | 'caution' | 'neutral';

interface Face {
  readonly label: string;
  readonly tone: Tone;
}

/** In the order in which counts are shown. */
export const faces: Readonly<Record<Standing, Face>> = {
  pass: { label: 'passed', tone: 'good' },
  fail: { label: 'failed', tone: 'bad' },
  timeout: { label: 'timed out', tone: 'bad' },
  crash: { label: 'crashed', tone: 'bad' },
  adapter_error: { label: 'adapter error', tone: 'bad' },
  harness_error: { label: 'harness error', tone: 'bad' },
  unexpected_pass: { label: 'unexpected pass', tone: 'bad' },
  warn: { label: 'warning', tone: 'caution' },
  expected_fail: { label: 'known failure', tone: 'caution' },
  info: { label: 'note', tone: 'neutral' },
  not_implemented: { label: 'not implemented', tone: 'neutral' },
  not_applicable: { label: 'not applicable', tone: 'neutral' },
  not_run: { label: 'not run', tone: 'caution' },
  not_measured: { label: 'not measured', tone: 'neutral' },
};

export const shownOrder = Object.keys(faces) as readonly Standing[];

/**
 * Worst first: what a requirement's standing is when its cases disagree. A pass outweighs the two verdicts of
 * cases that put nothing to the test; a case that was planned and not reached outweighs a pass.
 */
const severity = [
  'fail',
  'crash',
  'timeout',
  'adapter_error',
  'harness_error',
  'not_run',
  'warn',
  'expected_fail',
  'info',
  'unexpected_pass',
  'pass',
  'not_implemented',
  'not_applicable',
  'not_measured',
] as const satisfies readonly Standing[];

const rank = new Map<Standing, number>(severity.map((name, index) => [name, index]));

/** 0 is the worst. */
export const severityOf = (standing: Standing): number => rank.get(standing) ?? severity.length;

export const worst = (standings: Iterable<Standing>): Standing =>
  [...standings].reduce((a, b) => (severityOf(b) < severityOf(a) ? b : a), notMeasured as Standing);

/** Whether a case of this verdict asked the client anything. */
export const wasExecuted = (v: Verdict): boolean =>
  v !== 'not_run' && v !== 'not_applicable' && v !== 'not_implemented';

/** Whether the requirement was shown to hold. An unexpected pass is one: only the baseline is wrong about it. */
export const holds = (standing: Standing): boolean => standing === 'pass' || standing === 'unexpected_pass';

const levels: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

/** The strictest level among the requirements of a case, if it names any. */
export const strictestLevel = (requirements: readonly RequirementRef[]): Level | undefined =>
  levels.find((level) => requirements.some((requirement) => requirement.level === level));

/**
 * Whether a case counts as a conformance failure. A client may lack a feature and a SHOULD may be left, unless
 * the run is strict.
 */
export const isRed = (record: Pick<CaseRecord, 'verdict' | 'requirements'>, strict: boolean): boolean => {
  switch (record.verdict) {
    case 'fail':
    case 'timeout':
    case 'crash':
    case 'adapter_error':
    case 'harness_error':
    case 'unexpected_pass':
    case 'not_run':
      return true;
    case 'warn':
      return strict;
    case 'not_implemented':
      return strict && strictestLevel(record.requirements) === 'MUST';
    case 'pass':
    case 'info':
    case 'not_applicable':
    case 'expected_fail':
      return false;
  }
};

export const allVerdicts: readonly Verdict[] = verdict.options;
