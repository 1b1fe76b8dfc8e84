/** Writes the schema files of the adapter protocol: `node client-under-test/protocol/write-schemas.ts`. */
import { join } from 'node:path';
import { protocolSchemas } from './protocol-schemas.ts';
import { writeSchema } from './schema-file.ts';

for (const [name, document] of Object.entries(protocolSchemas)) {
  writeSchema(join(import.meta.dirname, 'v1', name), document);
}
