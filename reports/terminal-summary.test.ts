import { describe, expect, it } from 'vitest';
import type { Run } from './read-run.ts';
import { summarise } from './summarise.ts';
import { terminalSummary } from './terminal-summary.ts';
import { progressLine } from './progress-line.ts';
import { aCase, aFailure, aRun, aWireLine, hostile } from './sample-run.ts';
import { realisticRequirements, realisticRun } from './realistic-run.ts';

const show = (run: Run, over: { color?: boolean; columns?: number; report?: string } = {}) =>
  terminalSummary(run, summarise(run), {
    color: false,
    columns: 100,
    requirements: realisticRequirements,
    ...over,
  });

const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');

describe('the terminal summary', () => {
  it('shows a failure with its requirement, its step, the wire and the command that repeats it', () => {
    const lines = show(realisticRun())
      .split('\n')
      .map((line) => line.trim());
    const from = lines.findIndex((line) => line.startsWith('FAIL'));
    expect(lines.slice(from, from + 6)).toEqual([
      'FAIL  client-credentials/expiry-buffer[cloud=usgov,authority=tenant-id]   blame: sdk',
      'CACHE-012 MUST An app token with five minutes or less to live is not returned from the cache;…',
      'step 4, acquire client-credentials: expected source network, got cache',
      'wire: (nothing sent)',
      "replay: entra-conformance replay 'reports/out/msal-node/run.jsonl#client-credentials/expiry-buffer[cloud=usgov,authority=tenant-id]'",
      '3 more cases with this cause',
    ]);
  });

  it('shows what the failing step sent', () => {
    const cut = aWireLine({ step: 4 });
    delete cut.status;
    const run = aRun([
      aCase({
        verdict: 'fail',
        failures: [aFailure()],
        wire: [aWireLine({ step: 4 }), cut],
      }),
    ]);
    expect(show(run)).toContain('wire: POST token -> 200 (issued an app token to app)');
    expect(show(run)).toContain('wire: POST token -> connection cut');
  });

  it('ends with the counts, the verdict, the denominator and where the report lies', () => {
    const lines = show(realisticRun(), { report: 'out/index.html' }).split('\n');
    expect(lines.at(-4)).toMatch(/^47 planned cases: 36 passed · 4 failed · 1 timed out .* in 20\.4 s$/);
    expect(lines.slice(-3)).toEqual([
      '@azure/msal-node 7.2.1 fails 5 of 45 executed cases, from 2 causes.',
      '7 of 14 requirements verified; 5 not met and 2 not measured.',
      'report: out/index.html',
    ]);
  });

  it('fits one screen however many causes there are, and says how many it left out', () => {
    const cases = Array.from({ length: 300 }, (_, i) =>
      aCase({
        id: `a/${i}`,
        verdict: 'fail',
        failures: [aFailure({ fingerprint: `${i}` })],
        wire: Array.from({ length: 9 }, () => aWireLine({ step: 4 })),
      }),
    );
    const text = show(
      { ...aRun(cases), problems: Array.from({ length: 9 }, () => ({ message: 'x' })) },
      { report: 'r' },
    );
    expect(text.split('\n').length).toBeLessThanOrEqual(42);
    expect(text).toMatch(/29\d more causes in the report/);
    expect(text).toContain('6 more problems');
  });

  it('keeps lines within the width, save commands that are there to be copied', () => {
    const lines = show(realisticRun(), { columns: 60 }).split('\n');
    const long = lines.filter((line) => line.length > 60 && !/replay:|planned cases:/.test(line));
    expect(long).toEqual([]);
  });

  it('colours only when asked, and changes nothing else by it', () => {
    const plain = show(realisticRun());
    const coloured = show(realisticRun(), { color: true });
    expect(plain).not.toMatch(escapes);
    expect(coloured).toMatch(escapes);
    expect(coloured.replace(escapes, '')).toBe(plain);
  });

  it('lets no record move the cursor or turn the text', () => {
    const run = aRun(
      hostile.map((h, i) =>
        aCase({
          id: `${h}/${i}`,
          verdict: 'fail',
          failures: [aFailure({ message: h, stepText: h, fingerprint: h })],
          replay: h,
        }),
      ),
    );
    expect(show(run)).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  });

  it('is honest about a run without cases', () => {
    expect(show(aRun([]))).toContain('Nothing was verified');
  });
});

describe('the progress line', () => {
  const at = (done: number, over: Parameters<typeof aCase>[0] = {}, options = {}) =>
    progressLine(
      { planned: 200, done, red: 0, last: aCase(over) },
      { tty: false, color: false, columns: 80, ...options },
    );

  it('on a terminal shows position, red cases and the last case within the width', () => {
    const line = progressLine(
      { planned: 200, done: 7, red: 2, last: aCase({ id: 'a/'.padEnd(300, 'x') }) },
      { tty: true, color: false, columns: 50 },
    )!;
    expect(line).toMatch(/^\[ {2}7\/200\] 2 red a\/x+…$/);
    expect(line.length).toBeLessThan(50);
  });

  it('in a log speaks at every tenth and at every red case only', () => {
    expect(at(19)).toBeUndefined();
    expect(at(20)).toBe('[ 20/200] all green');
    expect(at(21, { verdict: 'fail' })).toBe('[ 21/200] failed cache/silent-hit');
    expect(at(22, { verdict: 'warn' })).toBeUndefined();
    expect(at(22, { verdict: 'warn' }, { strict: true })).toContain('warning');
  });

  it('does not claim green at a tenth once something was red', () => {
    const line = progressLine(
      { planned: 10, done: 5, red: 1, last: aCase() },
      { tty: false, color: false, columns: 80 },
    );
    expect(line).toBe('[ 5/10] 1 red case');
  });
});
