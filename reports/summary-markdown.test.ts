import { describe, expect, it } from 'vitest';
import type { Run } from './read-run.ts';
import { summarise } from './summarise.ts';
import { summaryMarkdown } from './summary-markdown.ts';
import { aCase, aFailure, aRun, hostile, known } from './sample-run.ts';
import { realisticRequirements, realisticRun } from './realistic-run.ts';

const markdownOf = (run: Run, requirements = realisticRequirements) =>
  summaryMarkdown(run, summarise(run), requirements);

/** Of a line that is HTML, what a browser would take for tags. */
const htmlLine = (line: string) => line.match(/<[^>]*>/g)!.join('');

describe('summary.md', () => {
  const text = markdownOf(realisticRun());

  it('opens with the verdict and its denominator', () => {
    expect(text).toContain('fails 5 of 45 executed cases, from 2 causes.**');
    expect(text).toContain('7 of 14 requirements verified; 5 not met and 2 not measured.');
  });

  it('has a row for each verdict that occurred and for each requirement', () => {
    expect(text).toContain('| ❌ failed | 4 |');
    expect(text).not.toContain('crashed');
    expect(text).toContain('| CACHE-012 | MUST | ❌ failed | 8 | An app token');
    expect(text.match(/^\| [A-Z]+-\d{3} \|/gm)).toHaveLength(14);
  });

  it('folds away the areas where all is verified', () => {
    expect(text).toContain('<details><summary>pkce: 1 of 1 verified</summary>');
    expect(text).toContain('<details open><summary>cache: 3 of 4 verified</summary>');
  });

  it('gives each cause its replay command in a block', () => {
    expect(text).toContain(
      "```sh\nentra-conformance replay 'reports/out/msal-node/run.jsonl#errors/throttled'\n```",
    );
  });

  it('names the problems of a damaged record', () => {
    expect(markdownOf({ ...aRun([aCase()]), problems: [{ line: 2, message: 'not JSON' }] })).toContain(
      '- line 2: not JSON',
    );
  });

  it('lets no text of a record become markup, a cell, a link or a mention', () => {
    const run = aRun(
      hostile.map((h, i) =>
        aCase({
          id: `${h}/${i}`,
          verdict: 'fail',
          requirements: [{ id: h, level: 'MUST' }],
          failures: [aFailure({ message: h, requirements: [h], fingerprint: h, stepText: h })],
        }),
      ),
    );
    const outsideCode = markdownOf(run, known())
      .replace(/^(`{3,})sh\n[^]*?\n\1$/gm, '')
      .replace(/^<details.*$/gm, htmlLine);
    expect(outsideCode).not.toMatch(/(?<!\\)<(?!\/?(details|summary)\b|!-- -->)/);
    expect(outsideCode).not.toMatch(/(?<!\\)\]\(javascript/);
    expect(outsideCode).not.toContain('@everyone');
    expect(outsideCode).toContain('\\| a \\| \\`b\\`');
  });

  it('fences code with more backticks than the code holds', () => {
    const run = aRun([aCase({ verdict: 'fail', replay: 'echo ```` x' })]);
    expect(markdownOf(run)).toContain('`````sh\necho ```` x\n`````');
  });

  it('stays within what GitHub takes for 5,000 causes', () => {
    const cases = Array.from({ length: 5_000 }, (_, i) =>
      aCase({
        id: `a/${i}`,
        verdict: 'fail',
        failures: [aFailure({ fingerprint: `${i}`, message: 'x'.repeat(9_000) })],
      }),
    );
    const long = markdownOf(aRun(cases));
    expect(Buffer.byteLength(long)).toBeLessThan(1024 * 1024);
    expect(long).toContain('4970 more causes');
  });
});
