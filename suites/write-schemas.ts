/** `node suites/write-schemas.ts`: writes fixtures/schemas and the tables of docs/mock-idp.md anew after a change. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixturePath } from '../fixtures/index.ts';
import { fixtureSchemas } from './fixture-schemas.ts';
import { withMockIdpTables } from './mock-idp-tables.ts';

mkdirSync(fixturePath('schemas'), { recursive: true });
for (const [file, text] of fixtureSchemas()) writeFileSync(fixturePath('schemas', file), text);

const page = join(import.meta.dirname, '..', 'docs', 'mock-idp.md');
writeFileSync(page, withMockIdpTables(readFileSync(page, 'utf8')));
