/**
 * HTML that cannot be injected into: what a template interpolates is escaped unless it is markup itself. No
 * other module of the page builds HTML from strings.
 */
import { visible } from '../plain-text.ts';

export interface Markup {
  readonly html: string;
}

export type Part = string | number | Markup | undefined | false | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string) => visible(text).replace(/[&<>"']/g, (character) => entities[character]!);

const rendered = (part: Part): string => {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  if ('html' in part) return part.html;
  return part.map(rendered).join('');
};

const packed = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Indentation belongs to the source, not to the page. */
const pack = (strings: TemplateStringsArray): readonly string[] => {
  const known = packed.get(strings);
  if (known) return known;
  const made = strings.map((text) => text.replace(/\n\s*/g, '\n'));
  packed.set(strings, made);
  return made;
};

/** Strings are escaped, in text and in quoted attributes alike; undefined and false leave nothing. */
export const markup = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  html: pack(strings)
    .map((text, index) => (index === 0 ? text : rendered(parts[index - 1]) + text))
    .join(''),
});

/** Text that is markup already: the page's own style and script, never anything from a record. */
export const trusted = (html: string): Markup => ({ html });

export const nothing: Markup = { html: '' };

/** A link to a web page; any other kind of address is shown and leads nowhere. */
export const link = (url: string, text: string): Markup =>
  /^https?:\/\//i.test(url)
    ? markup`<a href="${url}" rel="noopener noreferrer">${text}</a>`
    : markup`${text} (${url})`;
