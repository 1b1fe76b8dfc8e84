/** Whether a case can be asked of a client at all; computed before it runs, from what the adapter declared. */
import type { Value } from '../../client-under-test/index.ts';
import type { Case } from './case.ts';

export type Applicability =
  | { readonly applies: true }
  | {
      readonly applies: false;
      readonly verdict: 'not_implemented' | 'not_applicable';
      readonly reason: string;
    };

export const applicability = (planned: Case, client: Value<'initialize'>): Applicability => {
  for (const feature of planned.needs) {
    const support = client.features[feature];
    if (support === undefined || support.level === 'none') {
      const note = support?.note === undefined ? '' : `: ${support.note}`;
      return {
        applies: false,
        verdict: 'not_implemented',
        reason: `the client does not have ${feature}${note}`,
      };
    }
  }
  if (planned.movesTime && client.clock === 'none') {
    return {
      applies: false,
      verdict: 'not_applicable',
      reason: 'clock: time must be moved, and the client runs on real time',
    };
  }
  if (planned.measuresTime === true && client.clock === 'process') {
    return {
      applies: false,
      verdict: 'not_applicable',
      reason: 'clock: the time between requests is measured, and the clock of this client stands still',
    };
  }
  return { applies: true };
};
