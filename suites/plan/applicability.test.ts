import { expect, it } from 'vitest';
import type { Value } from '../../client-under-test/index.ts';
import { applicability } from './applicability.ts';
import type { Case } from './case.ts';

const client = (over: Partial<Value<'initialize'>> = {}): Value<'initialize'> => ({
  protocol: 1,
  adapter: { name: 'a', version: '1' },
  sdk: { name: 's', version: '1', language: 'l', runtime: 'r' },
  features: {
    'flow.silent': { level: 'full' },
    'flow.device_code': { level: 'none', note: 'not in this SDK' },
  },
  clock: 'inject',
  maxConcurrency: 1,
  ...over,
});

const planned = (over: Partial<Case> = {}) =>
  ({ kind: 'property', needs: ['flow.silent'], movesTime: false, ...over }) as Case;

it('applies when the client has every feature the case needs', () =>
  expect(applicability(planned(), client())).toEqual({ applies: true }));

it('is not implemented when the client says it has no such feature, and repeats its note', () =>
  expect(applicability(planned({ needs: ['flow.device_code'] }), client())).toEqual({
    applies: false,
    verdict: 'not_implemented',
    reason: 'the client does not have flow.device_code: not in this SDK',
  }));

it('is not implemented when the client says nothing of the feature', () =>
  expect(applicability(planned({ needs: ['flow.on_behalf_of'] }), client())).toMatchObject({
    verdict: 'not_implemented',
  }));

it('is not applicable when time must move and the client runs on real time', () =>
  expect(applicability(planned({ movesTime: true }), client({ clock: 'none' }))).toMatchObject({
    verdict: 'not_applicable',
  }));

it('is not applicable when time between requests is measured and the clock of the client stands still', () => {
  expect(applicability(planned({ measuresTime: true }), client({ clock: 'process' }))).toMatchObject({
    verdict: 'not_applicable',
  });
  expect(applicability(planned({ measuresTime: true }), client())).toEqual({ applies: true });
});
