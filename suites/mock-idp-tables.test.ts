import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withMockIdpTables } from './mock-idp-tables.ts';

const page = readFileSync(join(import.meta.dirname, '../docs/mock-idp.md'), 'utf8');

it('the tables of docs/mock-idp.md are what the schemas, routes and data say; if not, run: npm run schemas', () =>
  expect(page).toBe(withMockIdpTables(page)));

it('every endpoint, cloud and error has its row', () => {
  for (const text of [
    '/{tenant}/oauth2',
    '`login.microsoftonline.us`',
    'AADSTS7000215',
    '`secret?:',
    '`aadsts?:',
  ]) {
    expect(page).toContain(text);
  }
});
