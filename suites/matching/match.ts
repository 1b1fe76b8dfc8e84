/** Compares a value with a matcher and says, place by place, where they part. */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { Matcher } from '../scenario/values.ts';

export interface Mismatch {
  /** Where in the value, `accounts.0.username`; empty for the value itself. */
  readonly path: string;
  readonly message: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

type Operator = (operand: never, actual: unknown, path: string) => Mismatch[];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const below = (path: string, member: string | number) => (path === '' ? String(member) : `${path}.${member}`);

const show = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));

const unless = (
  holds: boolean,
  path: string,
  what: string,
  expected: unknown,
  actual: unknown,
): Mismatch[] =>
  holds ? [] : [{ path, message: `expected ${what}, got ${show(actual)}`, expected, actual: actual ?? null }];

const words = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map(String)
    : typeof value === 'string'
      ? value.split(' ').filter(Boolean)
      : [];

const decoded = (read: () => unknown): unknown => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

const operators: Record<string, Operator> = {
  $matches: (pattern: string, actual, path) =>
    unless(
      typeof actual === 'string' && new RegExp(pattern).test(actual),
      path,
      `text like /${pattern}/`,
      pattern,
      actual,
    ),
  $contains: (part: Matcher, actual, path) =>
    unless(
      typeof actual === 'string'
        ? typeof part === 'string' && actual.includes(part)
        : Array.isArray(actual) && actual.some((item) => match(part, item).length === 0),
      path,
      `something with ${show(part)} in it`,
      part,
      actual,
    ),
  $words: (expected: string[], actual, path) =>
    unless(
      (typeof actual === 'string' || Array.isArray(actual)) &&
        [...new Set(words(actual))].sort().join(' ') === [...new Set(expected)].sort().join(' '),
      path,
      `exactly the words ${show(expected)}`,
      expected,
      actual,
    ),
  $hasWords: (expected: string[], actual, path) =>
    unless(
      expected.every((word) => words(actual).includes(word)),
      path,
      `at least the words ${show(expected)}`,
      expected,
      actual,
    ),
  $oneOf: (options: Matcher[], actual, path) =>
    unless(
      options.some((option) => match(option, actual).length === 0),
      path,
      `one of ${show(options)}`,
      options,
      actual,
    ),
  $between: ([least, most]: [number, number], actual, path) =>
    unless(
      typeof actual === 'number' && actual >= least && actual <= most,
      path,
      `a number from ${least} to ${most}`,
      [least, most],
      actual,
    ),
  $not: (other: Matcher, actual, path) =>
    unless(match(other, actual).length > 0, path, `anything but ${show(other)}`, { $not: other }, actual),
  $absent: (_: true, actual, path) => unless(actual === undefined, path, 'nothing', null, actual),
  $present: (_: true, actual, path) =>
    unless(
      actual !== undefined && actual !== null && actual !== '',
      path,
      'something',
      '(something)',
      actual,
    ),
  $json: (inner: Matcher, actual, path) => {
    const document = decoded(() => JSON.parse(String(actual)) as unknown);
    return document === undefined ? unless(false, path, 'JSON', inner, actual) : match(inner, document, path);
  },
  $jwt: (inner: Matcher, actual, path) => {
    const token = decoded(() => ({
      header: decodeProtectedHeader(String(actual)),
      payload: decodeJwt(String(actual)),
    }));
    return token === undefined ? unless(false, path, 'a JWT', inner, actual) : match(inner, token, path);
  },
};

/** Names of the `$` operators a matcher may use. */
export const operatorNames: readonly string[] = Object.keys(operators);

/**
 * Where `actual` is not what `expected` says; empty when it is.
 * @throws {TypeError} when the matcher names an operator that does not exist
 */
export const match = (expected: Matcher, actual: unknown, path = ''): Mismatch[] => {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) {
      return unless(false, path, show(expected), expected, actual);
    }
    return expected.flatMap((item, index) => match(item, actual[index], below(path, index)));
  }
  if (isObject(expected)) {
    const operator = Object.keys(expected).find((key) => key.startsWith('$'));
    if (operator !== undefined) {
      const apply = operators[operator];
      if (apply === undefined)
        throw new TypeError(`unknown operator ${operator}; use ${operatorNames.join(', ')}`);
      return apply((expected as Record<string, unknown>)[operator] as never, actual, path);
    }
    const member = (key: string) => (isObject(actual) ? actual[key] : undefined);
    if (!isObject(actual)) return unless(false, path, `an object like ${show(expected)}`, expected, actual);
    return Object.entries(expected).flatMap(([key, inner]) => match(inner, member(key), below(path, key)));
  }
  return unless(Object.is(expected, actual), path, show(expected), expected, actual);
};
