import { describe, expect, it } from 'vitest';
import { match } from './match.ts';
import type { Matcher } from '../scenario/values.ts';

const holds: [string, Matcher, unknown][] = [
  ['equal text', 'a', 'a'],
  ['an object with more members than asked', { a: 1 }, { a: 1, b: 2 }],
  ['an array item by item', [1, { a: 2 }], [1, { a: 2, b: 3 }]],
  ['a pattern', { $matches: '^a+$' }, 'aaa'],
  ['a part of a text', { $contains: 'ell' }, 'hello'],
  ['an item of an array', { $contains: { a: 1 } }, [{ a: 1, b: 2 }]],
  ['words in any order', { $words: ['a', 'b'] }, 'b a'],
  ['words of an array', { $words: ['a', 'b'] }, ['b', 'a']],
  ['at least these words', { $hasWords: ['a'] }, 'b a'],
  ['one of', { $oneOf: ['a', { $matches: 'b' }] }, 'abc'],
  ['both ends of a range', { $between: [1, 2] }, 2],
  ['not', { $not: 'a' }, 'b'],
  ['absence', { a: { $absent: true } }, {}],
  ['presence', { a: { $present: true } }, { a: 0 }],
  ['JSON inside a text', { $json: { a: 1 } }, '{"a":1}'],
  ['a JWT', { $jwt: { payload: { a: 1 } } }, 'eyJhbGciOiJub25lIn0.eyJhIjoxfQ.'],
];

const fails: [string, Matcher, unknown][] = [
  ['other text', 'a', 'b'],
  ['a number in text', 1, '1'],
  ['a missing member', { a: 1 }, {}],
  ['an object where there is none', { a: 1 }, undefined],
  ['an array of another length', [1], [1, 2]],
  ['a pattern', { $matches: '^a+$' }, 'b'],
  ['a pattern on no text', { $matches: '.*' }, undefined],
  ['a part that is not there', { $contains: 'x' }, 'hello'],
  ['a word too many', { $words: ['a'] }, 'a b'],
  ['a word too few', { $words: ['a', 'b'] }, 'a'],
  ['words of nothing', { $words: [] }, undefined],
  ['a missing word', { $hasWords: ['c'] }, 'a b'],
  ['none of', { $oneOf: ['a', 'b'] }, 'c'],
  ['outside a range', { $between: [1, 2] }, 3],
  ['not', { $not: 'a' }, 'a'],
  ['absence', { a: { $absent: true } }, { a: null }],
  ['presence of nothing', { a: { $present: true } }, {}],
  ['presence of empty text', { $present: true }, ''],
  ['broken JSON', { $json: {} }, '{'],
  ['no JWT', { $jwt: {} }, 'abc'],
];

describe('a matcher', () => {
  it.each(holds)('accepts %s', (_, matcher, value) => expect(match(matcher, value)).toEqual([]));
  it.each(fails)('refuses %s', (_, matcher, value) => expect(match(matcher, value)).not.toEqual([]));

  it('says where and what', () => {
    expect(match({ accounts: [{ username: 'a' }] }, { accounts: [{ username: 'b' }] })).toEqual([
      { path: 'accounts.0.username', message: 'expected "a", got "b"', expected: 'a', actual: 'b' },
    ]);
  });

  it('refuses an operator that does not exist, so that a misspelt one cannot pass', () => {
    expect(() => match({ $matchs: 'a' }, 'a')).toThrow('unknown operator $matchs');
  });
});
