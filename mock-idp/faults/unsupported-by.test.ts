import { expect, test } from 'vitest';
import { unsupportedBy } from './unsupported-by.ts';

test('over a socket everything can be shown', () => {
  expect(unsupportedBy('proxy', { endpoint: 'token', reset: 'before-headers' })).toEqual([]);
});

test('without a connection, headers about it mean nothing', () => {
  const rule = { endpoint: 'token', headers: { 'Content-Length': '7', 'Retry-After': '3' } } as const;
  expect(unsupportedBy('memory', rule).map(({ effect }) => effect)).toEqual(['headers.Content-Length']);
});

test('msw shows a reset as a network error with no code', () => {
  expect(unsupportedBy('msw', { endpoint: 'keys', reset: 'before-headers' })).toMatchObject([
    { effect: 'reset' },
  ]);
  expect(unsupportedBy('msw', { endpoint: 'keys', reset: 'after-headers', truncate: 3 })).toEqual([]);
});
