import { expect, test } from 'vitest';
import { createCanaries } from './canaries.ts';

const token = (n: number) =>
  `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.signature-${String(n).padStart(16, 'abcdef')}`;

test('a token is found inside any text, and its name stands in its place', () => {
  const canaries = createCanaries();
  canaries.watch('access_token', token(1));
  canaries.watch('access_token', token(2));
  const log = `{"secret":"${token(2)}"}\\n${token(1)}, Bearer ${token(1)}`;
  expect(canaries.find(log)).toEqual(['access_token 2', 'access_token']);
  expect(canaries.redact(log)).toBe('{"secret":"[access_token 2]"}\\n[access_token], Bearer [access_token]');
});

test('the end of a token is enough to know it by', () => {
  const canaries = createCanaries();
  canaries.watch('refresh_token', token(7));
  expect(canaries.find(`...${token(7).slice(-20)}`)).toEqual(['refresh_token']);
  expect(canaries.redact(token(7).slice(-20))).toBe('[refresh_token]');
});

test('short secrets and secrets with spaces are found whole', () => {
  const canaries = createCanaries();
  canaries.watch('password of alice', 'pass phrase with spaces');
  canaries.watch('client_secret of app', 's3cret!');
  expect(canaries.redact('a=s3cret!&b=pass phrase with spaces')).toBe(
    'a=[client_secret of app]&b=[password of alice]',
  );
});

test('what is no secret stays', () => {
  const canaries = createCanaries();
  canaries.watch('access_token', token(1));
  const text = `nothing here ${token(3)}`;
  expect(canaries.find(text)).toEqual([]);
  expect(canaries.redact(text)).toBe(text);
});

test('a secret too short to mean anything is none', () => {
  const canaries = createCanaries();
  canaries.watch('password of nobody', '');
  canaries.watch('password of alice', 'text');
  expect(canaries.redact('a text')).toBe('a text');
});

test('a long text is read in one go, however many tokens there are', () => {
  const canaries = createCanaries();
  for (let n = 0; n < 20_000; n++) canaries.watch('access_token', token(n));
  const text = `${'x'.repeat(50_000)} `.repeat(10) + token(19_999);
  expect(canaries.find(text)).toEqual(['access_token 20000']);
});
