import { expect, it } from 'vitest';
import type { Failure } from '../../reports/index.ts';
import { severity } from './severity.ts';

const requirements = [
  { id: 'A-001', level: 'MUST' as const },
  { id: 'A-002', level: 'SHOULD' as const },
  { id: 'A-003', level: 'MAY' as const },
];
const failing = (...ids: string[]): Failure[] => [{ requirements: ids, message: '', fingerprint: '' }];

it('passes without a failure', () => expect(severity([], requirements)).toBe('pass'));
it('fails for a MUST', () => expect(severity(failing('A-001'), requirements)).toBe('fail'));
it('warns for a SHOULD', () => expect(severity(failing('A-002'), requirements)).toBe('warn'));
it('informs for a MAY', () => expect(severity(failing('A-003'), requirements)).toBe('info'));
it('takes the strictest of several', () =>
  expect(severity(failing('A-003', 'A-001'), requirements)).toBe('fail'));
it('fails when a failure names no known requirement, so that it cannot be lost', () =>
  expect(severity(failing(), requirements)).toBe('fail'));
it('takes the strictest of all when a failure blames none, because none of them was reached', () =>
  expect(severity([...failing(), ...failing('A-003')], requirements.slice(1))).toBe('warn'));
