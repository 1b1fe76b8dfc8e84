/** Writes XML: a template in which every inserted text is escaped, and markup made elsewhere stands as it is. */

class Xml {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
export type { Xml };

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** What XML 1.0 (section 2.2) has no way to write becomes U+FFFD. */
const escape = (text: string) =>
  [...text.toWellFormed()]
    .map((character) =>
      character < ' ' && !(character in entities) ? '\u{fffd}' : (entities[character] ?? character),
    )
    .join('');

const written = (value: string | Xml | readonly Xml[]): string => {
  if (typeof value === 'string') return escape(value);
  return value instanceof Xml ? value.text : value.map(({ text }) => text).join('');
};

export const xml = (
  strings: TemplateStringsArray,
  ...values: readonly (string | Xml | readonly Xml[])[]
): Xml => new Xml(strings.reduce((text, part, index) => text + written(values[index - 1] ?? '') + part));

/** A whole element, as a signer wrote it: not one byte of it may change. */
export const element = (text: string): Xml => new Xml(text);
