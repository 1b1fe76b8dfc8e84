import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { fixtureFiles, readYaml } from '../../fixtures/index.ts';
import { readErrorBook } from './error-book.ts';
import { errorFile } from './error-data.ts';

const files = fixtureFiles('errors');

test.each(files.map((file) => [basename(file, '.yaml'), file]))(
  '%s.yaml holds the error of its name',
  (name, file) => {
    const data = readYaml(file, errorFile);
    expect(String(data.code)).toBe(name);
    // What is recorded of Entra: 401 where the client is at fault, 400 for everything else.
    if (data.code !== 650053) expect(data.status).toBe(data.oauth.v2 === 'invalid_client' ? 401 : 400);
  },
);

test('a number without a file is named, with what to do', () => {
  const book = readErrorBook();
  expect(book.has(1)).toBe(false);
  expect(() => book.get(1)).toThrow('AADSTS1 is not in fixtures/errors');
});
