/** What rules do to the text of a JSON answer: members over, out, twice, unknown, and padding. */
import type { FaultRule } from './fault-rule.ts';

type Members = Readonly<Record<string, unknown>>;

const membersOf = (body: string): Members | undefined => {
  try {
    const value: unknown = body === '' ? {} : JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Members)
      : undefined;
  } catch {
    return undefined;
  }
};

/** One of every JSON type, in turn. */
const strangers: readonly unknown[] = ['text', 1, true, null, ['a', 1, null], { nested: { deeper: [] } }];

const unknownMembers = (count: number): Members =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`x_unknown_${i + 1}`, strangers[i % strangers.length]]),
  );

/** `{"a":1,...}` with `"a":0` before it: RFC 8259 section 4 leaves open which of the two counts. */
const withDuplicates = (object: string, duplicates: Members): string => {
  const first = JSON.stringify(duplicates).slice(0, -1);
  return object === '{}' || first === '{' ? object : `${first},${object.slice(1)}`;
};

/** The body with everything changed that the rule changes in JSON; what is no JSON object stays. */
export const changedBody = (body: string, rule: FaultRule): string => {
  const changes = [rule.with, rule.without, rule.duplicate, rule.unknownMembers];
  const members = changes.every((change) => change === undefined) ? undefined : membersOf(body);
  if (!members) return body;
  const changed = { ...members, ...rule.with, ...unknownMembers(rule.unknownMembers ?? 0) };
  const kept = Object.entries(changed).filter(([name]) => !rule.without?.includes(name));
  const doubled = Object.entries(rule.duplicate ?? {}).filter(([name]) =>
    kept.some(([existing]) => existing === name),
  );
  return withDuplicates(JSON.stringify(Object.fromEntries(kept)), Object.fromEntries(doubled));
};

/** The body filled up with spaces, to the largest length that a rule asks for. */
export const paddedBody = (body: string, rules: readonly FaultRule[]): string => {
  const missing = Math.max(0, ...rules.map(({ padTo = 0 }) => padTo)) - Buffer.byteLength(body);
  return missing > 0 ? body + ' '.repeat(missing) : body;
};
