import { expect, it } from 'vitest';
import { expand, TemplateError } from './expand.ts';

const names = { app: { clientId: 'c', age: 3 }, list: [{ id: 'x' }], 'uuid:one': 'u', flag: true };

it('fills a name inside a text', () => expect(expand('id={app.clientId}!', names)).toBe('id=c!'));
it('keeps the type of a value that stands alone', () => expect(expand('{app.age}', names)).toBe(3));
it('walks into lists', () => expect(expand('{list.0.id}', names)).toBe('x'));
it('knows names with a colon', () => expect(expand('{uuid:one}', names)).toBe('u'));
it('fills at any depth', () => expect(expand({ a: ['{flag}'] }, names)).toEqual({ a: [true] }));
it('leaves JSON and dates alone', () =>
  expect(expand('{"a":{"b":1}} {date+30s}', names)).toBe('{"a":{"b":1}} {date+30s}'));
it('says which names there are when one is unknown', () =>
  expect(() => expand('{nope}', names)).toThrow(
    new TemplateError('{nope} names nothing; known here: app, flag, list, uuid:one'),
  ));
it('refuses an object inside a text', () => expect(() => expand('a {app}', names)).toThrow(TemplateError));
