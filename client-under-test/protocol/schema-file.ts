/**
 * JSON Schema files (draft 2020-12) made from zod schemas. The zod source is the contract; the file is for
 * people and programs that do not run TypeScript, and for completion in an editor.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

export interface SchemaDocument {
  /** `$id` of the file: an absolute URI. */
  readonly id: string;
  /** What the whole file accepts. Absent: the file only defines parts. */
  readonly schema?: z.ZodType;
  readonly title?: string;
  /** Parts to be found under `$defs`, besides those that carry an id of their own. */
  readonly definitions?: Readonly<Record<string, z.ZodType>>;
}

type Json = Record<string, unknown>;

/** What a writer of the data may put: keys with a default may be left out. */
const convert = (schema: z.ZodType): { own: Json; shared: Json } => {
  const own: Json = { ...z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }) };
  const shared = own.$defs as Json | undefined;
  delete own.$schema;
  delete own.$defs;
  return { own, shared: shared ?? {} };
};

/** The text of a schema file. The same schemas always give the same text. */
export const schemaText = ({ id, schema, title, definitions = {} }: SchemaDocument): string => {
  const root = schema ? convert(schema) : { own: {}, shared: {} };
  const named = Object.entries(definitions).map(([name, part]) => [name, convert(part)] as const);
  const $defs: Json = { ...root.shared };
  for (const [, part] of named) Object.assign($defs, part.shared);
  for (const [name, part] of named) $defs[name] = part.own;
  const document = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    ...(title === undefined ? {} : { title }),
    ...root.own,
    ...(Object.keys($defs).length === 0 ? {} : { $defs }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
};

/** Writes a schema file, and the folders it needs. */
export const writeSchema = (file: string, document: SchemaDocument): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, schemaText(document));
};
