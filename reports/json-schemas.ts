/** The JSON Schemas of what this room defines: which file holds which, and its text. */
import { join } from 'node:path';
import { z } from 'zod';
import { caseList } from './case-list.ts';
import { runReport } from './report-json.ts';
import { runRecord } from './run-record.ts';

const sources = {
  'run-record.schema.json': runRecord,
  'report.schema.json': runReport,
  'list.schema.json': caseList,
} as const;

export const schemaFolder = join(import.meta.dirname, 'schemas');

/** File name and text of every schema. */
export const schemaFiles = (): [name: string, text: string][] =>
  Object.entries(sources).map(([name, schema]) => [
    name,
    `${JSON.stringify(z.toJSONSchema(schema), null, 2)}\n`,
  ]);
