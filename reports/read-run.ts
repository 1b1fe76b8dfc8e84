/**
 * Reads `run.jsonl` back. A run that crashed leaves a file without its end: what is there is read, and
 * everything that is wrong is listed as a problem. Nothing is dropped in silence.
 */
import {
  caseRecord,
  footerRecord,
  headerRecord,
  type CaseRecord,
  type FooterRecord,
  type HeaderRecord,
} from './run-record.ts';

export interface RunProblem {
  /** From 1; absent when the problem is what the file lacks. */
  readonly line?: number;
  /** Path of the offending key, dots between its parts. */
  readonly key?: string;
  readonly message: string;
}

export interface Run {
  readonly header: HeaderRecord;
  readonly cases: readonly CaseRecord[];
  /** Absent when the run ended without finishing. */
  readonly footer?: FooterRecord;
  readonly problems: readonly RunProblem[];
}

/** The text is no run: it has no readable header. */
export class RunFileError extends Error {
  override readonly name = 'RunFileError';
  readonly code = 'run_without_header';
  readonly hint = 'A run.jsonl begins with a line {"type":"header", ...}. Is this the right file?';
  readonly problems: readonly RunProblem[];

  constructor(problems: readonly RunProblem[], options?: ErrorOptions) {
    super(['no readable header', ...problems.map(problemText)].join('\n'), options);
    this.problems = problems;
  }
}

/** `line 3, failures.0.message: what is wrong` */
export const problemText = ({ line, key, message }: RunProblem): string => {
  const where = [line === undefined ? undefined : `line ${line}`, key].filter((part) => part !== undefined);
  return where.length === 0 ? message : `${where.join(', ')}: ${message}`;
};

const schemas = { header: headerRecord, case: caseRecord, footer: footerRecord } as const;

type Parsed = HeaderRecord | CaseRecord | FooterRecord | RunProblem[];

const parseLine = (text: string, line: number, cut: boolean): Parsed => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [{ line, message: cut ? 'cut off: the run ended while writing it' : 'not JSON' }];
  }
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  if (type !== 'header' && type !== 'case' && type !== 'footer') {
    return [{ line, key: 'type', message: 'neither header, case nor footer' }];
  }
  const result = schemas[type].safeParse(value);
  if (result.success) return result.data;
  return result.error.issues.map((issue) => ({
    line,
    key: [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys : [])].map(String).join('.'),
    message: issue.message,
  }));
};

/**
 * @param source the text of the file, or its lines
 * @throws {RunFileError} when no line is a valid header
 */
export const readRun = (source: string | Iterable<string>): Run => {
  const lines = typeof source === 'string' ? source.split('\n') : [...source];
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const problems: RunProblem[] = [];
  const cases = new Map<string, CaseRecord>();
  let header: HeaderRecord | undefined;
  let footer: FooterRecord | undefined;

  lines.forEach((text, index) => {
    if (text.trim() === '') return;
    const line = index + 1;
    const complain = (message: string) => problems.push({ line, message });
    const parsed = parseLine(text, line, index === last && !footer);
    if (Array.isArray(parsed)) {
      problems.push(...parsed);
      return;
    }
    if (footer) complain(`a ${parsed.type} after the footer`);
    switch (parsed.type) {
      case 'header':
        if (header) complain('a second header; the first counts');
        header ??= parsed;
        break;
      case 'case':
        if (cases.has(parsed.id)) complain(`a second record of ${parsed.id}; the first counts`);
        else cases.set(parsed.id, parsed);
        break;
      case 'footer':
        footer ??= parsed;
        break;
    }
  });

  if (!header) throw new RunFileError(problems);
  if (!footer) problems.push({ message: 'no footer: the run ended without finishing' });
  return { header, cases: [...cases.values()], ...(footer && { footer }), problems };
};
