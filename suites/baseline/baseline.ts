/**
 * The baseline: failures that are known, each with its reason and a link. A known failure that fails in the
 * same way is `expected_fail`; one that passes makes the run stale.
 */
import picomatch from 'picomatch';
import { z } from 'zod';
import type { CaseOutcome } from '../engine/run-case.ts';

export const baseline = z
  .strictObject({
    $schema: z.string().optional(),
    client: z.string(),
    known: z.array(
      z.strictObject({
        cases: z.array(z.string()).min(1).describe('Globs over case ids.'),
        failure: z
          .string()
          .describe('A part of the message of the failure: another failure is not this one.'),
        reason: z.string().describe('Why the client behaves so, and how that was found out.'),
        link: z.url(),
      }),
    ),
  })
  .meta({ id: 'Baseline', title: 'Known failures of a client, version 1' });

export type Baseline = z.infer<typeof baseline>;

const covers = (globs: readonly string[], id: string) =>
  globs.some((glob) =>
    picomatch(glob.replaceAll(/[[\]()+!@]/g, '\\$&').replaceAll('*', '**'), { bash: true })(id),
  );

/** The outcome as the baseline sees it. */
export const applyBaseline = (known: Baseline | undefined, id: string, outcome: CaseOutcome): CaseOutcome => {
  const entry = known?.known.find(({ cases }) => covers(cases, id));
  if (entry === undefined) return outcome;
  const because = `${entry.reason} (${entry.link})`;
  if (outcome.verdict === 'pass') {
    return { ...outcome, verdict: 'unexpected_pass', reason: `the baseline says it fails: ${because}` };
  }
  const red = ['fail', 'timeout', 'crash'].includes(outcome.verdict);
  const texts = [outcome.reason ?? '', ...(outcome.failures ?? []).map(({ message }) => message)];
  if (!red || !texts.some((text) => text.includes(entry.failure))) return outcome;
  return { ...outcome, verdict: 'expected_fail', reason: because };
};
