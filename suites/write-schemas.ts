/** `node suites/write-schemas.ts`: writes fixtures/schemas anew after a format has changed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fixturePath } from '../fixtures/index.ts';
import { fixtureSchemas } from './fixture-schemas.ts';

mkdirSync(fixturePath('schemas'), { recursive: true });
for (const [file, text] of fixtureSchemas()) writeFileSync(fixturePath('schemas', file), text);
