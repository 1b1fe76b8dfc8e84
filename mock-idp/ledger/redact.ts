/**
 * Exchanges without their secrets, for whoever keeps or sends them on. Two nets: parameters, members and headers
 * that are secret by name, whatever stands in them, and the world's canaries wherever they stand.
 */
import type { Canaries } from '../world.ts';
import type { Exchange } from './exchange.ts';

const secretNames = new Set(
  [
    ...['client_secret', 'client_assertion', 'password', 'passwd', 'assertion', 'code', 'code_verifier'],
    ...['device_code', 'access_token', 'refresh_token', 'id_token', 'id_token_hint', 'subject_token', 'otc'],
  ].map((name) => name.toLowerCase()),
);

const secretHeaders = new Set([
  ...['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-identity-header'],
]);

const isSecret = (name: string) => secretNames.has(name.toLowerCase());
const hidden = (name: string) => `[${name}]`;

/** `a=b&code=[code]`: as it was written, without the values that are secret by name. */
const redactParameters = (text: string): string =>
  text
    .split('&')
    .map((pair) => {
      const name = pair.split('=', 1)[0]!;
      return pair.includes('=') && isSecret(name) ? `${name}=${hidden(name)}` : pair;
    })
    .join('&');

const redactUrl = (url: string): string =>
  url.replace(
    /([?#])([^?#]*)/g,
    (_, mark: string, parameters: string) => mark + redactParameters(parameters),
  );

/** JSON members and hidden fields of pages, where they stand; the rest of the text stays as it is. */
const redactBody = (body: string): string =>
  body
    .replace(/"(\w+)"(\s*:\s*)"((?:[^"\\]|\\.)*)"/g, (whole, name: string, colon: string) =>
      isSecret(name) ? `"${name}"${colon}"${hidden(name)}"` : whole,
    )
    .replace(/(name="(\w+)" value=")[^"]*"/g, (whole, start: string, name: string) =>
      isSecret(name) ? `${start}${hidden(name)}"` : whole,
    );

const redactHeader = (name: string, value: string): string => {
  if (secretHeaders.has(name.toLowerCase())) return hidden(name.toLowerCase());
  return /^https?:/i.test(value) ? redactUrl(value) : value;
};

const isForm = (headers: Readonly<Record<string, string>>) =>
  (headers['content-type'] ?? 'application/x-www-form-urlencoded').includes('urlencoded');

const withoutCanaries = (value: unknown, canaries: Canaries): unknown => {
  if (typeof value === 'string') return canaries.redact(value);
  if (Array.isArray(value)) return value.map((one) => withoutCanaries(one, canaries));
  if (value instanceof URL) return new URL(canaries.redact(value.href));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutCanaries(one, canaries)]));
};

/** The exchange with every secret and token replaced by its name in brackets. */
export const redactedExchange = (exchange: Exchange, canaries: Canaries): Exchange => {
  const { request, response, form } = exchange;
  const named: Exchange = {
    ...exchange,
    form: Object.fromEntries(
      Object.entries(form).map(([name, value]) => [name, isSecret(name) ? hidden(name) : value]),
    ),
    request: {
      ...request,
      url: new URL(redactUrl(request.url.href)),
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, redactHeader(name, value)]),
      ),
      body: isForm(request.headers) ? redactParameters(request.body) : redactBody(request.body),
    },
    response: {
      ...response,
      headers: response.headers.map(([name, value]) => [name, redactHeader(name, value)] as const),
      body: redactBody(response.body),
    },
  };
  return withoutCanaries(named, canaries) as Exchange;
};
