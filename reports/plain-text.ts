/**
 * Words and values as plain text. Records hold what a client under test sent, so a text may hold anything:
 * terminal escapes, characters XML forbids, marks that turn the direction of what follows.
 */

const escaped = (character: string) => `\\u${character.codePointAt(0)?.toString(16).padStart(4, '0')}`;

// Controls but tab and line feed, halves of surrogate pairs, marks of direction, line separators, the byte order
// mark, and the code points that are no characters.
const unsafe = /[^\P{Cc}\t\n]|[\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u{feff}]/gu;

/** The text with every character that acts instead of showing written as its `\uXXXX`. Keeps tab and line feed. */
export const visible = (text: string): string => text.replaceAll('\r\n', '\n').replace(unsafe, escaped);

/** As `visible`, on one line. */
export const oneLine = (text: string): string => visible(text).replace(/\s+/g, ' ').trim();

/** At most so many UTF-16 units, the last an ellipsis when something was left out. Never half a pair. */
export const shorten = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, Math.max(0, limit - 1)).replace(/[\ud800-\udbff]$/, '')}…`;

/** `1 case`, `2 cases` */
export const counted = (n: number, noun: string, plural = `${noun}s`): string =>
  `${n} ${n === 1 ? noun : plural}`;

/** `a`, `a and b`, `a, b and c` */
export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** `420 ms`, `3.4 s`, `2 min 5 s` */
export const durationText = (ms: number): string => {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

/** A JSON value as a reader wants it: on one line when it is short, indented otherwise. */
export const jsonText = (value: unknown): string => {
  const short = JSON.stringify(value) ?? 'nothing';
  return short.length <= 60 ? short : JSON.stringify(value, null, 2);
};
