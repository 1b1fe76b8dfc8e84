/** `node reports/write-schemas.ts`: writes reports/schemas anew after a contract has changed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFiles, schemaFolder } from './json-schemas.ts';

mkdirSync(schemaFolder, { recursive: true });
for (const [name, text] of schemaFiles()) writeFileSync(join(schemaFolder, name), text);
