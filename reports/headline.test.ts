import { describe, expect, it } from 'vitest';
import type { Run } from './read-run.ts';
import type { Verdict } from './run-record.ts';
import { headlineOf } from './headline.ts';
import { summarise } from './summarise.ts';
import { aCase, aFailure, aRun } from './sample-run.ts';

const runOf = (...verdicts: Verdict[]) =>
  aRun(verdicts.map((verdict, i) => aCase({ id: `a/${i}`, verdict })));
const say = (run: Run) => headlineOf(run, summarise(run));

describe('the headline', () => {
  it.each<[Run, string]>([
    [runOf('pass'), '@azure/msal-node 7.2.1 conforms: everything that was checked holds.'],
    [runOf('pass', 'warn'), '@azure/msal-node 7.2.1 conforms: every MUST that was checked holds.'],
    [
      runOf('pass', 'expected_fail'),
      '@azure/msal-node 7.2.1 fails nothing beyond 1 known failure in the baseline.',
    ],
    [runOf('pass', 'fail', 'crash'), '@azure/msal-node 7.2.1 fails 2 of 3 executed cases.'],
    [runOf('pass', 'not_run'), 'The run is incomplete: 1 planned case never ran.'],
    [
      runOf('pass', 'adapter_error'),
      'The result cannot be relied on: 1 case ended in an adapter or harness error.',
    ],
    [runOf('not_applicable'), 'Nothing was verified: none of 1 planned case put the client to the test.'],
    [runOf('pass', 'unexpected_pass'), 'The baseline is stale: 1 case it expects to fail now passes.'],
    [
      aRun([aCase()], { planned: 5 }, { interrupted: true }),
      'The run was interrupted after 1 of 5 planned cases.',
    ],
    [
      aRun([aCase(), aCase({ id: 'a/1', verdict: 'not_implemented' })], { strict: true }),
      '@azure/msal-node 7.2.1 lacks features that a MUST needs, and the run is strict.',
    ],
  ])('says what the run came to', (run, sentence) => {
    expect(say(run).verdict).toBe(sentence);
  });

  it('counts causes when several cases share them', () => {
    const failing = [1, 2, 3].map((i) => aCase({ id: `a/${i}`, verdict: 'fail', failures: [aFailure()] }));
    expect(say(aRun(failing)).verdict).toContain('fails 3 of 3 executed cases, from 1 cause.');
  });

  it('names the client when the adapter never said which SDK it drives', () => {
    expect(say(aRun([aCase()], { client: { id: 'mine' } })).verdict).toMatch(/^mine conforms/);
  });

  it('is cautious, not good, about a green run with warnings', () => {
    expect(say(runOf('pass', 'warn'))).toMatchObject({
      tone: 'caution',
      notes: ['1 case short of a SHOULD'],
    });
    expect(say(runOf('pass')).tone).toBe('good');
    expect(say(runOf('fail')).tone).toBe('bad');
  });

  it('says when its denominator holds only what was reached', () => {
    const broken = aRun([aCase()], { planned: 9 });
    expect(say(broken).coverage).toBe('1 of 1 requirement reached verified.');
    const requirements = [...aCase().requirements, { id: 'X-001', level: 'MUST' as const }];
    const listed = aRun([aCase()], { planned: 9, requirements });
    expect(say(listed).coverage).toBe('1 of 2 requirements verified; 1 not measured.');
  });
});
