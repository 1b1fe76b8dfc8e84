import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fixtureFiles, fixturePath } from '../fixtures/index.ts';
import { fixtureSchemas } from './fixture-schemas.ts';

const folders = {
  cloud: 'clouds',
  error: 'errors',
  requirements: 'requirements',
  scenario: 'scenarios',
  world: 'worlds',
};

describe('the schemas of the fixtures', () => {
  it.each(fixtureSchemas())('%s is the one its format makes; if not, run: npm run schemas', (file, text) =>
    expect(readFileSync(fixturePath('schemas', file), 'utf8')).toBe(text),
  );

  it.each(Object.entries(folders))('%s accepts every file there is, as an editor will', (name, folder) => {
    const ajv = new Ajv2020({
      strict: false,
      formats: { uri: true, uuid: true, date: true, includes: true },
    });
    const text = readFileSync(fixturePath('schemas', `${name}.schema.json`), 'utf8');
    const validate = ajv.compile(JSON.parse(text) as object);
    const files = fixtureFiles(folder);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const fits = validate(parse(readFileSync(file, 'utf8')));
      expect(fits, `${file}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });
});
