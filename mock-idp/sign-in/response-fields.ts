/** Writes the members of an authorization response the way Entra writes them into a URL. */

export type ResponseMode = 'query' | 'fragment' | 'form_post';
export type ResponseFields = readonly (readonly [name: string, value: string])[];

/**
 * Lower-case percent escapes, `+` for a space, and `-_.!*()` as they are: recorded from authorize redirects.
 * The one deviation is U+D800 to U+DFFF standing alone, which no URL can carry: they become U+FFFD.
 */
const escaped = (text: string): string =>
  encodeURIComponent(text.toWellFormed())
    .replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())
    .replaceAll('%20', '+')
    .replaceAll("'", '%27')
    .replaceAll('~', '%7e');

const encoded = (fields: ResponseFields): string =>
  fields.map(([name, value]) => `${name}=${escaped(value)}`).join('&');

/** The redirect URI with the fields behind it; a query it already has is kept. */
export const locationFor = (
  redirectUri: string,
  mode: Exclude<ResponseMode, 'form_post'>,
  fields: ResponseFields,
): string => {
  if (mode === 'fragment') return `${redirectUri}#${encoded(fields)}`;
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${encoded(fields)}`;
};
