/** The parts of `docs/adapter-protocol.md` that are made from the schemas, so that they cannot be out of date. */
import { z } from 'zod';
import { adapterManifest } from './adapter-manifest.ts';
import { featureIds } from './features.ts';
import { account, errorKinds, sdkError, tokenResult } from './normal-forms.ts';
import { notifications, operations, reverse } from './operations.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

const schemaOf = (schema: z.ZodType): JsonSchema => {
  const { $ref, $defs, ...own } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  return $ref ? $defs![$ref.split('/').at(-1)!]! : own;
};

const nameOf = (ref: string) => ref.split('/').at(-1)!;

/** A schema in the notation of TypeScript, which most people can read. */
const typeText = (schema: JsonSchema): string => {
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

const members = (schema: JsonSchema) =>
  Object.entries(schema.properties ?? {}).map(([name, member]) => ({
    member: member as JsonSchema,
    text: `${name}${schema.required?.includes(name) ? '' : '?'}: ${typeText(member as JsonSchema)}`,
  }));

const memberTexts = (schema: JsonSchema) => members(schema).map(({ text }) => text);

const row = (...cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = (head: string[], rows: string[][]) =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');

const code = (text: string) => `\`${text}\``;

const methodList = (methods: Record<string, { does: string; params: z.ZodType; value: z.ZodType }>): string =>
  Object.entries(methods)
    .map(([method, { does, params, value }]) => {
      const given = memberTexts(schemaOf(params)).map(code).join(', ');
      const ref = z.toJSONSchema(value, { io: 'input' }).$ref;
      const back = ref ? nameOf(ref) : typeText(schemaOf(value));
      return `**${code(method)}** ${does}\n- params: ${given || 'none'}\n- value: ${code(back)}`;
    })
    .join('\n\n');

const memberTable = (schema: z.ZodType): string =>
  table(
    ['member', 'meaning'],
    members(schemaOf(schema)).map(({ text, member }) => [code(text), member.description ?? '']),
  );

/** Members of the parameters that have something to be said about them, each once. */
const parameterNotes = (): string => {
  const notes = new Map<string, string>();
  for (const { params } of Object.values(operations)) {
    for (const { text, member } of members(schemaOf(params))) {
      if (member.description && !notes.has(text)) notes.set(text, member.description);
    }
  }
  return table(
    ['parameter', 'meaning'],
    [...notes].map(([text, meaning]) => [code(text), meaning]),
  );
};

const wordTable = (head: string, words: Readonly<Record<string, string>>) =>
  table(
    [head, 'meaning'],
    Object.entries(words).map(([word, meaning]) => [code(word), meaning]),
  );

const notificationList = () =>
  Object.entries(notifications)
    .map(
      ([name, params]) => `**${code(name)}** params: ${memberTexts(schemaOf(params)).map(code).join(', ')}`,
    )
    .join('\n\n');

const parts: Readonly<Record<string, () => string>> = {
  manifest: () => memberTable(adapterManifest),
  methods: () => methodList(operations),
  parameters: parameterNotes,
  'token-result': () => memberTable(tokenResult),
  account: () => memberTable(account),
  'sdk-error': () => memberTable(sdkError),
  'error-kinds': () => wordTable('kind', errorKinds),
  features: () => wordTable('feature', featureIds),
  reverse: () => methodList(reverse),
  notifications: notificationList,
};

/** The text with everything between `<!-- made: NAME -->` and `<!-- end -->` made anew. */
export const withTables = (markdown: string): string =>
  markdown.replaceAll(
    /(<!-- made: ([\w-]+) -->\n)[^]*?(<!-- end -->)/g,
    (_, start: string, name: string, end: string) => {
      const part = parts[name];
      if (!part) throw new Error(`docs/adapter-protocol.md asks for a table that does not exist: ${name}`);
      return `${start}${part()}\n${end}`;
    },
  );
