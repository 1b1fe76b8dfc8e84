import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { adapterManifest, message, operations, outcomeOf, reverse } from './index.ts';
import { protocolSchemas } from './protocol-schemas.ts';
import { schemaText } from './schema-file.ts';

const checkedIn = (name: string) => readFileSync(join(import.meta.dirname, 'v1', name), 'utf8');

const ajv = new Ajv2020({ allErrors: true });
for (const format of ['uri', 'uuid']) ajv.addFormat(format, () => true);
for (const name of Object.keys(protocolSchemas)) ajv.addSchema(JSON.parse(checkedIn(name)) as object);

const accepts = (id: string, value: unknown) =>
  ajv.validate({ $ref: `urn:entra-conformance:adapter-protocol:v1:${id}` }, value);

const token = { accessToken: 'a', tokenType: 'Bearer', scopes: ['s'], source: 'network' };
const call = { client: 'c1', scopes: ['s'] };

const examples: readonly [id: string, schema: z.ZodType, value: unknown, fits: boolean][] = [
  ['messages', message, { jsonrpc: '2.0', id: 1, method: 'case.end' }, true],
  ['messages', message, { jsonrpc: '2.0', id: 'x', result: { outcome: 'ok', value: {} } }, true],
  ['messages', message, { jsonrpc: '2.0', id: null, error: { code: -1, message: 'm' } }, true],
  ['messages', message, { jsonrpc: '2.0', method: 'log', params: {} }, true],
  ['messages', message, { jsonrpc: '2.0', id: 1 }, false],
  ['messages', message, { jsonrpc: '2.0', id: {}, method: 'x' }, false],
  ['messages', message, { jsonrpc: '1.0', id: 1, method: 'x' }, false],
  ['messages', message, [], false],
  ['operations#/$defs/token.silent.params', operations['token.silent'].params, call, false],
  [
    'operations#/$defs/token.silent.params',
    operations['token.silent'].params,
    { ...call, homeAccountId: 'h', fromALaterVersion: 1 },
    true,
  ],
  ['operations#/$defs/token.silent.value', operations['token.silent'].value, token, true],
  [
    'operations#/$defs/token.silent.value',
    operations['token.silent'].value,
    { ...token, source: 'x' },
    false,
  ],
  [
    'operations#/$defs/token.silent.outcome',
    outcomeOf(operations['token.silent'].value),
    { outcome: 'error', error: { kind: 'client', sdkType: 'E', message: '' } },
    true,
  ],
  [
    'operations#/$defs/token.silent.outcome',
    outcomeOf(operations['token.silent'].value),
    { outcome: 'ok', error: { kind: 'client', sdkType: 'E', message: '' } },
    false,
  ],
  ['operations#/$defs/clock.sleep.params', reverse['clock.sleep'].params, { ms: -1 }, false],
  ['operations#/$defs/clock.sleep.value', reverse['clock.sleep'].value, { nowMs: 1 }, true],
  [
    'adapter',
    adapterManifest,
    { name: 'a', language: 'Go', command: ['a'], sdk: { package: 'p', version: '1' } },
    true,
  ],
  [
    'adapter',
    adapterManifest,
    { name: 'a', language: 'Go', command: [], sdk: { package: 'p', version: '1' } },
    false,
  ],
  ['adapter', adapterManifest, { name: 'a', language: 'Go', comand: ['a'] }, false],
];

describe('schema files of adapter protocol v1', () => {
  it.each(Object.entries(protocolSchemas))(
    '%s is what write-schemas.ts makes of the zod source',
    (name, document) => {
      expect(checkedIn(name), 'out of date: run `node client-under-test/protocol/write-schemas.ts`').toBe(
        schemaText(document),
      );
    },
  );

  it.each(Object.keys(protocolSchemas))('%s is a valid JSON Schema', (name) => {
    void ajv.validateSchema(JSON.parse(checkedIn(name)) as object, true);
  });

  it('compiles every definition, so no reference leads nowhere', () => {
    const { $defs } = JSON.parse(checkedIn('operations.schema.json')) as { $defs: object };
    for (const name of Object.keys($defs)) {
      ajv.compile({ $ref: `urn:entra-conformance:adapter-protocol:v1:operations#/$defs/${name}` });
    }
    expect(Object.keys($defs)).toContain('token.onBehalfOf.outcome');
  });

  it.each(examples)('%s and its zod source agree (example %#)', (id, schema, value, fits) => {
    expect({ zod: schema.safeParse(value).success, file: accepts(id, value) }).toEqual({
      zod: fits,
      file: fits,
    });
  });
});
