/**
 * Writes what is made from the protocol's zod schemas: the schema files and the tables of its documentation.
 * `node client-under-test/protocol/write-schemas.ts`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { protocolSchemas } from './protocol-schemas.ts';
import { withTables } from './protocol-tables.ts';
import { writeSchema } from './schema-file.ts';

for (const [name, document] of Object.entries(protocolSchemas)) {
  writeSchema(join(import.meta.dirname, 'v1', name), document);
}

const documentation = join(import.meta.dirname, '..', '..', 'docs', 'adapter-protocol.md');
writeFileSync(documentation, withTables(readFileSync(documentation, 'utf8')));
