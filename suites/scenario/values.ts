/** The small vocabulary that scenario files use for values: durations, templates and matchers. */
import { z } from 'zod';

/** `90s`, `50m`, `1h`, `250ms`, or a sum such as `1h 5m`. */
export const duration = z
  .string()
  .regex(/^-?\d+(ms|s|m|h|d)( \d+(ms|s|m|h|d))*$/, 'a duration such as 90s, 50m, 1h 5m')
  .meta({ id: 'Duration' });

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of a `duration`. */
export const milliseconds = (text: string): number => {
  const sign = text.startsWith('-') ? -1 : 1;
  const parts = text.matchAll(/(\d+)(ms|s|m|h|d)/g);
  return (
    sign * [...parts].reduce((sum, [, n, unit]) => sum + Number(n) * units[unit as keyof typeof units], 0)
  );
};

/**
 * What a value must look like. A plain value must be equal; an object names the members that count and may
 * hold one of the `$` operators instead; an array must be equal in length and, item by item, in value.
 */
export type Matcher =
  | string
  | number
  | boolean
  | null
  | Matcher[]
  | { $matches: string } // a regular expression
  | { $contains: Matcher } // a part of a string, or an item of an array
  | { $words: string[] } // the same words in any order, separated by spaces (scopes)
  | { $hasWords: string[] } // at least these words
  | { $oneOf: Matcher[] }
  | { $between: [number, number] } // both ends included
  | { $not: Matcher }
  | { $absent: true }
  | { $present: true }
  | { $json: Matcher } // the text of a JSON document
  | { $jwt: Matcher } // {header, payload} of a JWT
  | { [member: string]: Matcher };

export const matcher: z.ZodType<Matcher> = z.json().meta({ id: 'Matcher' });
