/**
 * A template for markup in which every inserted value is escaped. There is no way to insert raw text: what shall
 * stand as it is must be written in the template itself.
 */

/** Markup that only the `markup` template makes. */
class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
export type { Markup };

/** What may stand in a template: text is escaped, markup is not, `undefined` and `false` are nothing. */
export type Content = Markup | string | number | undefined | false | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\0': '\u{fffd}',
};

const escape = (text: string): string => text.replace(/[&<>"'`\r\n\0]/g, (character) => entities[character]!);

const written = (content: Content): string => {
  if (content === undefined || content === false) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'object') return content.map(written).join('');
  return escape(String(content));
};

/** Markup. Values are safe as text and inside quoted attributes; every attribute in a template is quoted. */
export const markup = (strings: TemplateStringsArray, ...values: readonly Content[]): Markup =>
  new Markup(strings.reduce((text, string, index) => text + written(values[index - 1]) + string));
