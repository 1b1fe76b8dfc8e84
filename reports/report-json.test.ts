import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { caseList } from './case-list.ts';
import { reportJson, runReport } from './report-json.ts';
import { schemaFiles, schemaFolder } from './json-schemas.ts';
import { summarise } from './summarise.ts';
import { aCase, aRun } from './sample-run.ts';
import { realisticRequirements, realisticRun } from './realistic-run.ts';

const validatorOf = (file: string) => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  return ajv.compile(JSON.parse(readFileSync(join(schemaFolder, file), 'utf8')) as object);
};

const reportOf = (run = realisticRun()) =>
  JSON.parse(reportJson(run, summarise(run), realisticRequirements)) as unknown;

describe('report.json', () => {
  it('fits its schema, as zod and as JSON Schema', () => {
    const valid = validatorOf('report.schema.json');
    for (const run of [realisticRun(), aRun([]), aRun([aCase()], { planned: 9 })]) {
      expect(runReport.safeParse(reportOf(run)).error).toBeUndefined();
      expect(valid(reportOf(run)), JSON.stringify(valid.errors)).toBe(true);
    }
  });

  it('holds the numbers, the requirements with their sentences, and no wire', () => {
    const report = runReport.parse(reportOf());
    expect(report).toMatchObject({
      version: 1,
      green: false,
      exitCode: 1,
      run: { name: '@azure/msal-node 7.2.1', seed: 42 },
    });
    expect(report.requirements.totals).toEqual({ total: 14, verified: 7, notMeasured: 2, unmet: 5 });
    expect(report.requirements.results.find((r) => r.id === 'CACHE-012')).toMatchObject({
      verdict: 'fail',
      area: 'cache',
    });
    expect(JSON.stringify(report)).not.toContain('"wire"');
  });
});

describe('the schema files', () => {
  it('are what the sources say (write anew with: node reports/write-schemas.ts)', () => {
    const onDisk = readdirSync(schemaFolder).sort();
    expect(onDisk).toEqual(
      schemaFiles()
        .map(([name]) => name)
        .sort(),
    );
    for (const [name, text] of schemaFiles()) {
      expect(readFileSync(join(schemaFolder, name), 'utf8'), name).toBe(text);
    }
  });

  it('take every record of a run and refuse a verdict nobody knows', () => {
    const valid = validatorOf('run-record.schema.json');
    const { header, cases, footer } = realisticRun();
    for (const record of [header, ...cases, footer])
      expect(valid(record), JSON.stringify(valid.errors)).toBe(true);
    expect(valid({ ...aCase(), verdict: 'fine' })).toBe(false);
  });

  it('take a case list', () => {
    const list = {
      version: 1,
      cases: [
        {
          id: 'a/b',
          title: 't',
          requirements: [{ id: 'A-001', level: 'MUST' }],
          scenario: 's',
          profile: 'core',
          needs: ['flow.silent'],
          applies: { verdict: 'not_applicable', reason: 'clock' },
        },
      ],
    };
    const valid = validatorOf('list.schema.json');
    expect([caseList.safeParse(list).success, valid(list)]).toEqual([true, true]);
    expect(valid({ ...list, version: 2 })).toBe(false);
  });
});
