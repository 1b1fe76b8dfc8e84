import { expect, it } from 'vitest';
import { referenceAdapter } from '../../client-under-test/index.ts';
import { conformance, NothingVerifiedError } from './conformance.ts';

conformance(referenceAdapter, { profile: 'smoke', strict: true });

it('no case at all is an error', () => {
  expect(() => conformance(referenceAdapter, { cases: ['no-such-area/*'] })).toThrow(NothingVerifiedError);
});
