/** From the bytes of a line to a message, or to the sentence that says why it is none. */
import { message, type Message } from '../protocol/index.ts';

export type Reading =
  | { readonly message: Message }
  /** `foreign`: not an attempt at a message at all, so something else writes to standard output. */
  | { readonly problem: string; readonly foreign: boolean };

const quotedLength = 200;

/** The first 200 characters, in quotes. */
export const quoted = (text: string): string =>
  text.length > quotedLength ? `"${text.slice(0, quotedLength)}" ...` : `"${text}"`;

const decoder = new TextDecoder('utf-8', { fatal: true });

export const readMessage = (bytes: Buffer): Reading => {
  let text: string;
  try {
    text = decoder.decode(bytes); // a byte order mark is passed over
  } catch {
    const shown = quoted(bytes.toString('latin1'));
    return { problem: `A line on standard output is not UTF-8: ${shown}`, foreign: true };
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: `A line on standard output is not JSON: ${quoted(text)}`, foreign: true };
  }
  const checked = message.safeParse(json);
  if (checked.success) return { message: checked.data };
  if (typeof json === 'object' && json !== null && 'jsonrpc' in json) {
    const nearest = checked.error.issues.flatMap((issue) =>
      issue.code === 'invalid_union' ? issue.errors.toSorted((a, b) => a.length - b.length).slice(0, 1) : [],
    );
    const why = nearest.flat().map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return { problem: `A message is malformed (${why.join('; ')}): ${quoted(text)}`, foreign: false };
  }
  return { problem: `A line of JSON is no message of the protocol: ${quoted(text)}`, foreign: true };
};
