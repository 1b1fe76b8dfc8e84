import { expect, it } from 'vitest';
import { expectations, listed, ofOutcome } from './expectation.ts';

it('is one expectation, or a list in which each says what it checks', () => {
  expect(listed(expectations.parse({ ok: {} }))).toEqual([{ ok: {} }]);
  expect(listed(expectations.parse([{ ok: {} }, { wire: 'none', checks: ['A-001'] }]))).toHaveLength(2);
  expect(listed(undefined)).toEqual([]);
});

it('cannot want an error and a value of one step', () =>
  expect(expectations.safeParse([{ error: {} }, { token: {} }]).success).toBe(false));

it('blames an outcome of the other kind on the first expectation that speaks of it', () => {
  const list = listed(expectations.parse([{ wire: 'none' }, { token: {} }, { ok: {} }]));
  expect(ofOutcome(list)).toBe(list[1]);
  expect(ofOutcome(listed({ wire: 'none' }))).toBeUndefined();
});
