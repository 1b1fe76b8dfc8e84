/** Zod schemas as tables of Markdown, for documentation that cannot be out of date. */
import { z } from 'zod';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** The JSON Schema of a zod schema, without what it refers to. */
export const schemaOf = (schema: z.ZodType): JsonSchema => {
  const { $ref, $defs, ...own } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  return $ref ? $defs![$ref.split('/').at(-1)!]! : own;
};

export const nameOf = (ref: string) => ref.split('/').at(-1)!;

/** A schema in the notation of TypeScript, which most people can read. */
export const typeText = (schema: JsonSchema): string => {
  if (schema.$ref) return nameOf(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const options = schema.oneOf ?? schema.anyOf;
  if (options) return options.map((option) => typeText(option)).join(' | ');
  if (schema.type === 'array') {
    const item = typeText(schema.items as JsonSchema);
    return item.includes(' ') ? `(${item})[]` : `${item}[]`;
  }
  if (schema.format === 'uri') return 'url';
  if (schema.type !== 'object') return typeof schema.type === 'string' ? schema.type : 'any';
  if (schema.properties) return `{${memberTexts(schema).join(', ')}}`;
  const values = schema.additionalProperties;
  const names = schema.propertyNames as JsonSchema | undefined;
  if (typeof values === 'object') return `{[${names ? typeText(names) : 'string'}]: ${typeText(values)}}`;
  return '{}';
};

/** The members of an object schema, each with its name and type as a text. */
export const members = (schema: JsonSchema) =>
  Object.entries(schema.properties ?? {}).map(([name, member]) => ({
    member: member as JsonSchema,
    text: `${name}${schema.required?.includes(name) ? '' : '?'}: ${typeText(member as JsonSchema)}`,
  }));

export const memberTexts = (schema: JsonSchema) => members(schema).map(({ text }) => text);

const row = (...cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
/** A Markdown table. */
export const table = (head: string[], rows: string[][]) =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');

export const code = (text: string) => `\`${text}\``;

/** One row a member: its name and type, and what it means. */
export const memberTable = (schema: JsonSchema): string =>
  table(
    ['member', 'meaning'],
    members(schema).map(({ text, member }) => [code(text), member.description ?? '']),
  );

export const wordTable = (head: string, words: Readonly<Record<string, string>>) =>
  table(
    [head, 'meaning'],
    Object.entries(words).map(([word, meaning]) => [code(word), meaning]),
  );

/** The text with everything between `<!-- made: NAME -->` and `<!-- end -->` made anew. @throws for an unknown name */
export const withMadeParts = (markdown: string, parts: Readonly<Record<string, () => string>>): string =>
  markdown.replaceAll(
    /(<!-- made: ([\w-]+) -->\n)[^]*?(<!-- end -->)/g,
    (_, start: string, name: string, end: string) => {
      const part = parts[name];
      if (!part) throw new Error(`the page asks for a table that does not exist: ${name}`);
      return `${start}${part()}\n${end}`;
    },
  );
