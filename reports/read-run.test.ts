import { describe, expect, it } from 'vitest';
import { RunFileError, problemText, readRun } from './read-run.ts';
import { aCase, aHeader, aRun, linesOf } from './sample-run.ts';

const { header, cases, footer } = aRun([aCase(), aCase({ id: 'cache/second' })]);
const whole = linesOf([header, ...cases, footer!]);

describe('readRun', () => {
  it('reads back what was written, from text or lines', () => {
    expect(readRun(whole)).toEqual({ header, cases, footer, problems: [] });
    expect(readRun(whole.split('\n'))).toEqual(readRun(whole));
    expect(readRun(whole.replaceAll('\n', '\r\n'))).toEqual(readRun(whole));
  });

  it('reads a file whose end is missing, and says so', () => {
    const run = readRun(linesOf([header, ...cases]));
    expect(run.cases).toHaveLength(2);
    expect(run.footer).toBeUndefined();
    expect(run.problems).toEqual([{ message: 'no footer: the run ended without finishing' }]);
  });

  it('names the last line when it was cut while being written', () => {
    const run = readRun(linesOf([header, ...cases]).slice(0, -40));
    expect(run.cases).toHaveLength(1);
    expect(run.problems[0]).toEqual({ line: 3, message: 'cut off: the run ended while writing it' });
  });

  it('reports a line that does not fit the schema with its number and key', () => {
    const bad = {
      ...aCase({ id: 'a/bad' }),
      verdict: 'fine',
      requirements: [{ id: 'X-001', level: 'WILL' }],
    };
    const run = readRun(`${linesOf([header])}${JSON.stringify(bad)}\n${linesOf([footer!])}`);
    expect(run.cases).toEqual([]);
    expect(run.problems.map(({ line, key }) => [line, key])).toEqual([
      [2, 'requirements.0.level'],
      [2, 'verdict'],
    ]);
  });

  it('names an unknown key inside a strict object', () => {
    const bad = { ...aCase(), requirements: [{ id: 'X-001', level: 'MUST', extra: 1 }] };
    const run = readRun(`${linesOf([header])}${JSON.stringify(bad)}\n${linesOf([footer!])}`);
    expect(run.problems[0]).toMatchObject({ line: 2, key: 'requirements.0.extra' });
  });

  it.each([
    ['garbage\n', 'line 2: not JSON'],
    ['null\n', 'line 2, type: neither header, case nor footer'],
    [linesOf([header]), 'line 2: a second header; the first counts'],
    [linesOf([aCase(), aCase()]), 'line 3: a second record of cache/silent-hit; the first counts'],
    [linesOf([footer!, footer!]), 'line 3: a footer after the footer'],
  ])('complains of %j', (middle, problem) => {
    const run = readRun(linesOf([header]) + middle + linesOf([footer!]));
    expect(run.problems.map(problemText)).toContain(problem);
  });

  it('takes a second record of a case for none', () => {
    const first = aCase({ verdict: 'fail' });
    expect(readRun(linesOf([header, first, aCase(), footer!])).cases).toEqual([first]);
  });

  it.each(['', '\n\n', 'not a run', linesOf([aCase()]), JSON.stringify({ ...aHeader(), seed: 'x' })])(
    'refuses a text without a readable header: %j',
    (text) => {
      expect(() => readRun(text)).toThrow(RunFileError);
    },
  );

  it('says what is wrong with a header it refuses', () => {
    expect(() => readRun(JSON.stringify({ ...aHeader(), seed: 'x' }))).toThrow(/line 1, seed: /);
  });
});
