/** Writes the files of a run: `run.jsonl` line by line while it goes, the rest from it at the end. */
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import {
  indexHtml,
  junitXml,
  readRun,
  reportJson,
  summarise,
  summaryMarkdown,
  type Run,
  type RunRecord,
  type Summary,
} from '../reports/index.ts';
import type { Requirements } from '../suites/index.ts';
import { CliError } from './exit.ts';

export interface RunFile {
  readonly path: string;
  append(record: RunRecord): void;
  close(): void;
}

/** @throws {CliError} when the folder cannot be written */
export const openRunFile = (folder: string): RunFile => {
  const path = join(folder, 'run.jsonl');
  try {
    mkdirSync(folder, { recursive: true });
    const file = openSync(path, 'w');
    return {
      path,
      append: (record) => void writeSync(file, `${JSON.stringify(record)}\n`),
      close: () => closeSync(file),
    };
  } catch (cause) {
    throw new CliError(
      'report_not_writable',
      2,
      `cannot write the report to ${folder}: ${(cause as Error).message}`,
    );
  }
};

export interface Written {
  readonly run: Run;
  readonly summary: Summary;
}

/** Every report of a run, beside its `run.jsonl`. */
export const writeReports = (folder: string, requirements: Requirements): Written => {
  const run = readRun(readFileSync(join(folder, 'run.jsonl'), 'utf8'));
  const summary = summarise(run);
  const files = {
    'report.json': reportJson(run, summary, requirements),
    'junit.xml': junitXml(run, summary, requirements),
    'summary.md': summaryMarkdown(run, summary, requirements),
    'index.html': indexHtml(run, summary, requirements),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { run, summary };
};
