/** The parts of `docs/adapter-protocol.md` that are made from the schemas, so that they cannot be out of date. */
import { z } from 'zod';
import { adapterManifest } from './adapter-manifest.ts';
import { featureIds } from './features.ts';
import { account, errorKinds, sdkError, tokenResult } from './normal-forms.ts';
import { notifications, operations, reverse } from './operations.ts';
import {
  code,
  members,
  memberTable,
  memberTexts,
  nameOf,
  schemaOf,
  table,
  typeText,
  withMadeParts,
  wordTable,
} from './schema-tables.ts';

const methodList = (methods: Record<string, { does: string; params: z.ZodType; value: z.ZodType }>): string =>
  Object.entries(methods)
    .map(([method, { does, params, value }]) => {
      const given = memberTexts(schemaOf(params)).map(code).join(', ');
      const ref = z.toJSONSchema(value, { io: 'input' }).$ref;
      const back = ref ? nameOf(ref) : typeText(schemaOf(value));
      return `**${code(method)}** ${does}\n- params: ${given || 'none'}\n- value: ${code(back)}`;
    })
    .join('\n\n');

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

const notificationList = () =>
  Object.entries(notifications)
    .map(
      ([name, params]) => `**${code(name)}** params: ${memberTexts(schemaOf(params)).map(code).join(', ')}`,
    )
    .join('\n\n');

const parts: Readonly<Record<string, () => string>> = {
  manifest: () => memberTable(schemaOf(adapterManifest)),
  methods: () => methodList(operations),
  parameters: parameterNotes,
  'token-result': () => memberTable(schemaOf(tokenResult)),
  account: () => memberTable(schemaOf(account)),
  'sdk-error': () => memberTable(schemaOf(sdkError)),
  'error-kinds': () => wordTable('kind', errorKinds),
  features: () => wordTable('feature', featureIds),
  reverse: () => methodList(reverse),
  notifications: notificationList,
};

/** The page with its tables made anew. */
export const withTables = (markdown: string): string => withMadeParts(markdown, parts);
