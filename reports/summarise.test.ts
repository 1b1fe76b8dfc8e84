import { describe, expect, it } from 'vitest';
import type { CaseRecord, Verdict } from './run-record.ts';
import { footerOf, summarise } from './summarise.ts';
import { aCase, aFailure, aHeader, aRun } from './sample-run.ts';

const casesOf = (...verdicts: Verdict[]): CaseRecord[] =>
  verdicts.map((verdict, index) => aCase({ id: `area/case-${index}`, verdict }));

const exitOf = (verdicts: Verdict[], strict = false) =>
  summarise(aRun(casesOf(...verdicts)), { strict }).exitCode;

describe('the exit code', () => {
  it.each<[number, Verdict[]]>([
    [0, ['pass', 'info', 'warn', 'not_applicable', 'expected_fail']],
    [0, ['pass', 'not_implemented']],
    [1, ['pass', 'fail']],
    [1, ['pass', 'timeout']],
    [1, ['pass', 'crash']],
    [1, ['pass', 'not_run']],
    [1, ['fail', 'unexpected_pass']],
    [3, ['pass', 'adapter_error']],
    [3, ['fail', 'harness_error']],
    [4, []],
    [4, ['not_run', 'not_applicable', 'not_implemented']],
    [5, ['pass', 'unexpected_pass']],
  ])('is %i for %j', (code, verdicts) => {
    expect(exitOf(verdicts)).toBe(code);
    expect(summarise(aRun(casesOf(...verdicts))).isGreen).toBe(code === 0);
  });

  it('is 1 in a strict run for a SHOULD that does not hold or a MUST without implementation', () => {
    expect(exitOf(['pass', 'warn'], true)).toBe(1);
    expect(exitOf(['pass', 'not_implemented'], true)).toBe(1);
    const may = aCase({
      id: 'a/b',
      verdict: 'not_implemented',
      requirements: [{ id: 'X-001', level: 'MAY' }],
    });
    expect(summarise(aRun([aCase(), may]), { strict: true }).exitCode).toBe(0);
  });

  it('takes strictness from the header when the caller does not say', () => {
    expect(summarise(aRun(casesOf('pass', 'warn'), { strict: true })).exitCode).toBe(1);
    expect(summarise(aRun(casesOf('pass', 'warn'), { strict: true }), { strict: false }).exitCode).toBe(0);
  });

  it('is 130 for an interrupted run, whatever else happened', () => {
    const run = aRun(casesOf('fail', 'harness_error', 'not_run'), {}, { interrupted: true });
    expect(summarise(run).exitCode).toBe(130);
  });

  it('is 3 for a run without footer, or with a line that could not be read', () => {
    const { header, cases, footer } = aRun(casesOf('pass'));
    expect(summarise({ header, cases, problems: [{ message: 'no footer' }] }).exitCode).toBe(3);
    expect(
      summarise({ header, cases, footer: footer!, problems: [{ line: 9, message: 'x' }] }).exitCode,
    ).toBe(3);
  });

  it('is 1 when planned cases have no record', () => {
    const summary = summarise(aRun(casesOf('pass'), { planned: 3 }));
    expect([summary.missing, summary.exitCode]).toEqual([2, 1]);
  });

  it('is what footerOf writes for the same records', () => {
    const cases = casesOf('pass', 'unexpected_pass');
    const end = { finishedAt: '2030-01-01T00:00:00Z', durationMs: 5, interrupted: false };
    expect(footerOf(aHeader({ planned: 2 }), cases, end)).toMatchObject({
      type: 'footer',
      exitCode: 5,
      counts: { pass: 1, unexpected_pass: 1, fail: 0 },
      ...end,
    });
  });
});

describe('requirements', () => {
  const a = { id: 'A-001', level: 'MUST' } as const;
  const b = { id: 'B-001', level: 'SHOULD' } as const;
  const standings = (...cases: Partial<CaseRecord>[]) => {
    const { requirements, totals } = summarise(
      aRun(cases.map((over, i) => aCase({ id: `x/${i}`, requirements: [a], ...over }))),
    );
    return { verdicts: Object.fromEntries(requirements.map((r) => [r.id, r.verdict])), totals };
  };

  it('take the worst verdict of their cases', () => {
    expect(standings({}, { verdict: 'fail' }, { verdict: 'warn' }).verdicts).toEqual({ 'A-001': 'fail' });
    expect(standings({}, { verdict: 'not_run' }).verdicts).toEqual({ 'A-001': 'not_run' });
    expect(standings({}, { verdict: 'not_applicable' }).verdicts).toEqual({ 'A-001': 'pass' });
  });

  it('are not measured, yet counted, when no case put them to the test', () => {
    const { verdicts, totals } = standings(
      {},
      { requirements: [b], verdict: 'not_implemented' },
      { requirements: [b], verdict: 'not_run' },
    );
    expect(verdicts).toEqual({ 'A-001': 'pass', 'B-001': 'not_measured' });
    expect(totals).toEqual({ total: 2, verified: 1, notMeasured: 1, unmet: 0 });
  });

  it('are failed only by the expectations that check them, and otherwise not measured by that case', () => {
    const failing = { requirements: [a, b], verdict: 'fail' as const };
    const accusesA = { ...failing, failures: [aFailure({ requirements: ['A-001'] })] };
    expect(standings(accusesA).verdicts).toEqual({ 'A-001': 'fail', 'B-001': 'not_measured' });
    expect(standings(accusesA, { requirements: [b] }).verdicts['B-001']).toBe('pass');
    expect(standings(failing).verdicts).toEqual({ 'A-001': 'fail', 'B-001': 'fail' });
  });

  it('count an unexpected pass as verified and a known failure as not met', () => {
    expect(standings({ verdict: 'unexpected_pass' }).totals.verified).toBe(1);
    expect(standings({ verdict: 'expected_fail' }).totals).toMatchObject({ verified: 0, unmet: 1 });
  });

  it('of the plan stay in the denominator when the run broke off before their cases', () => {
    const run = aRun([aCase({ requirements: [a] })], { planned: 2, requirements: [a, b] });
    expect(summarise(run).totals).toEqual({ total: 2, verified: 1, notMeasured: 1, unmet: 0 });
    const [, unreached] = summarise(run).requirements;
    expect(unreached).toEqual({ id: 'B-001', level: 'SHOULD', verdict: 'not_measured', cases: [] });
  });

  it('are totalled by level', () => {
    const run = aRun([aCase({ requirements: [a, b] })]);
    expect(summarise(run).totalsByLevel).toMatchObject({
      MUST: { total: 1, verified: 1 },
      SHOULD: { total: 1, verified: 1 },
      MAY: { total: 0 },
    });
  });
});

describe('failure groups', () => {
  const failing = (id: string, over: Partial<CaseRecord> = {}) =>
    aCase({ id, verdict: 'fail', blame: 'sdk', failures: [aFailure()], ...over });

  it('gather failures of one fingerprint, with the first case as the example', () => {
    const { groups } = summarise(aRun([failing('a/1'), aCase({ id: 'a/ok' }), failing('a/2')]));
    expect(groups).toMatchObject([
      { count: 2, cases: ['a/1', 'a/2'], blame: 'sdk', requirements: ['CACHE-001'], verdict: 'fail' },
    ]);
    expect(groups[0]!.replay).toContain('#a/1');
  });

  it('count a case once that failed twice with one cause', () => {
    const { groups } = summarise(aRun([failing('a/1', { failures: [aFailure(), aFailure()] })]));
    expect(groups[0]).toMatchObject({ count: 1, cases: ['a/1'] });
  });

  it('group cases without a failed expectation by verdict, blame and reason', () => {
    const crash: Partial<CaseRecord> = { verdict: 'crash', failures: [], reason: 'exit code 134' };
    const { groups } = summarise(aRun([failing('a/1', crash), failing('a/2', crash), failing('a/3')]));
    expect(groups.map((g) => [g.verdict, g.count, g.message])).toEqual([
      ['fail', 1, 'expected source network, got cache'],
      ['crash', 2, 'exit code 134'],
    ]);
  });

  it('leave out known failures and what did not run', () => {
    const quiet = [failing('a/1', { verdict: 'expected_fail' }), aCase({ id: 'a/2', verdict: 'not_run' })];
    expect(summarise(aRun(quiet)).groups).toEqual([]);
  });
});

describe('durations', () => {
  it('speak of executed cases only', () => {
    const cases = [1, 2, 3, 4, 100].map((durationMs, i) => aCase({ id: `a/${i}`, durationMs }));
    const skipped = aCase({ id: 'a/skipped', verdict: 'not_run', durationMs: 9_999 });
    expect(summarise(aRun([...cases, skipped])).durations).toMatchObject({
      runMs: 20_400,
      casesMs: 110,
      medianMs: 3,
      slowest: [{ id: 'a/4', durationMs: 100 }, {}, {}, {}, {}],
    });
  });

  it('are zero for a run without cases', () => {
    expect(summarise(aRun([])).durations).toMatchObject({ casesMs: 0, medianMs: 0, p95Ms: 0, slowest: [] });
  });
});
