/**
 * Knows the secrets and tokens of a world again in any text. Of each it keeps the end alone (sixteen characters of
 * chance are proof enough) and its length: a hundred thousand tokens then cost little memory, and a text is read
 * once however many there are. What is shorter than a token, or has other characters, is kept and looked for whole.
 * Of a great many it forgets the oldest.
 */
import { keepAtMost } from '../sign-in/keep-at-most.ts';
import type { Canaries } from '../world.ts';

const endLength = 16;
/** Of tokens, and of other secrets. */
const mostKnown = { tokens: 100_000, secrets: 50_000 };
const shortestToken = 48;
/** What is shorter stands in too many texts by chance. */
const shortestSecret = 6;
const tokenText = /[\w.~+/=-]{16,}/g;

interface Known {
  readonly kind: string;
  readonly number: number;
  readonly length: number;
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

export interface CanaryRegistry extends Canaries {
  /** Later ones of a kind are numbered: `access_token`, `access_token 2`. Fewer than six characters are no canary. */
  watch(kind: string, secret: string): void;
  /** The parts of one secret, all by its name. */
  watchParts(name: string, parts: readonly string[]): void;
}

/** A copy that does not hold on to the whole text it was cut from, as V8's slices do. */
const copyOf = (text: string) => Buffer.from(text, 'latin1').toString('latin1');

const nameOf = ({ kind, number }: Known) => (number === 1 ? kind : `${kind} ${number}`);

const isTokenText = (secret: string) => secret.length >= shortestToken && /^[\w.~+/=-]+$/.test(secret);

export const createCanaries = (): CanaryRegistry => {
  const ends = new Map<string, Known>();
  const whole = new Map<string, Known>();
  const counts = new Map<string, number>();

  const inTokenText = (text: string): Found[] => {
    const found: Found[] = [];
    for (const { 0: run, index } of text.matchAll(tokenText)) {
      for (let at = endLength; at <= run.length; at++) {
        const known = ends.get(run.slice(at - endLength, at));
        if (!known) continue;
        const end = index + at;
        found.push({ start: Math.max(index, end - known.length), end, name: nameOf(known) });
      }
    }
    return found;
  };

  const inWhole = (text: string): Found[] =>
    [...whole].flatMap(([secret, known]) => {
      const found: Found[] = [];
      for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) {
        found.push({ start: at, end: at + secret.length, name: nameOf(known) });
      }
      return found;
    });

  const search = (text: string) =>
    [...inTokenText(text), ...inWhole(text)].toSorted((a, b) => a.start - b.start || b.end - a.end);

  const remember = (secret: string, known: Known) => {
    if (secret.length < shortestSecret) return;
    if (isTokenText(secret)) keepAtMost(ends, mostKnown.tokens).set(copyOf(secret.slice(-endLength)), known);
    else keepAtMost(whole, mostKnown.secrets).set(secret, known);
  };

  return {
    watch: (kind, secret) => {
      const number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      remember(secret, { kind, number, length: secret.length });
    },
    watchParts: (name, parts) => {
      for (const part of parts) remember(part, { kind: name, number: 1, length: part.length });
    },
    find: (text) => [...new Set(search(text).map(({ name }) => name))],
    redact: (text) => {
      let redacted = '';
      let read = 0;
      for (const { start, end, name } of search(text)) {
        if (start < read) continue;
        redacted += `${text.slice(read, start)}[${name}]`;
        read = end;
      }
      return redacted + text.slice(read);
    },
  };
};
