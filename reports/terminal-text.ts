/** Text for a terminal: colour when asked for, width respected, nothing in it that the terminal would obey. */
import { oneLine, shorten } from './plain-text.ts';
import type { Tone } from './verdicts.ts';

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
type Style = keyof typeof codes;

export interface TerminalOptions {
  readonly color: boolean;
  /** Width in characters. */
  readonly columns: number;
}

export interface Painter {
  (style: Style, text: string): string;
}

export const painter =
  (color: boolean): Painter =>
  (style, text) =>
    color ? `\u001b[${codes[style]}m${text}\u001b[0m` : text;

export const toneStyle = {
  good: 'green',
  bad: 'red',
  caution: 'yellow',
  neutral: 'dim',
} as const satisfies Record<Tone, Style>;

/** One harmless line of at most so many characters. */
export const fitted = (text: string, columns: number): string => shorten(oneLine(text), columns);
