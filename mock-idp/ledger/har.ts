/**
 * Exchanges as an HTTP Archive 1.2, which browsers' tools and proxies open. Times are the world's.
 * http://www.softwareishard.com/blog/har-12-spec/
 */
import { STATUS_CODES } from 'node:http';
import type { Canaries } from '../world.ts';
import type { Exchange } from './exchange.ts';
import { redactedExchange } from './redact.ts';

type Pair = { readonly name: string; readonly value: string };

export interface HarEntry {
  readonly startedDateTime: string;
  readonly time: number;
  readonly request: object;
  readonly response: object;
  readonly cache: object;
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
  /** What HAR has no member for: the ledger's own words. */
  readonly _seq: number;
  readonly _door: string;
  readonly _endpoint: string;
  readonly _decision: string;
  readonly _fault?: string;
}

export interface Har {
  readonly log: {
    readonly version: '1.2';
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly HarEntry[];
  };
}

export interface HarOptions {
  /** Secrets and tokens are replaced by their names with these. Absent: they are shown. */
  readonly redactWith?: Canaries;
  /** Of the program that writes the file. */
  readonly creatorVersion: string;
}

const pairs = (entries: Iterable<readonly [string, string]>): Pair[] =>
  [...entries].map(([name, value]) => ({ name, value }));

const headerOf = (headers: Iterable<readonly [string, string]>, wanted: string): string | undefined =>
  [...headers].find(([name]) => name.toLowerCase() === wanted)?.[1];

const requestCookies = (cookie: string | undefined): Pair[] =>
  (cookie ?? '')
    .split(/; */)
    .filter((part) => part.includes('='))
    .map((part) => ({ name: part.slice(0, part.indexOf('=')), value: part.slice(part.indexOf('=') + 1) }));

const httpVersion = 'HTTP/1.1';

const requestOf = ({ request }: Exchange) => {
  const headers = Object.entries(request.headers);
  const mimeType = request.headers['content-type'] ?? 'application/x-www-form-urlencoded';
  const posted = mimeType.includes('urlencoded') ? pairs(new URLSearchParams(request.body)) : [];
  return {
    method: request.method,
    url: request.url.href,
    httpVersion,
    cookies: requestCookies(request.headers['cookie']),
    headers: pairs(headers),
    queryString: pairs(request.url.searchParams),
    ...(request.body !== '' && { postData: { mimeType, params: posted, text: request.body } }),
    headersSize: -1,
    bodySize: Buffer.byteLength(request.body),
  };
};

const responseOf = ({ response }: Exchange) => {
  const size = Buffer.byteLength(response.body);
  const setCookies = response.headers
    .filter(([name]) => name.toLowerCase() === 'set-cookie')
    .map(([, value]) => value.split(';', 1)[0]!);
  return {
    status: response.status,
    statusText: STATUS_CODES[response.status] ?? '',
    httpVersion,
    cookies: setCookies.flatMap(requestCookies),
    headers: pairs(response.headers),
    content: {
      size,
      mimeType: headerOf(response.headers, 'content-type') ?? 'x-unknown',
      text: response.body,
    },
    redirectURL: headerOf(response.headers, 'location') ?? '',
    headersSize: -1,
    bodySize: size,
  };
};

const entryOf = (exchange: Exchange): HarEntry => ({
  startedDateTime: new Date(exchange.at).toISOString(),
  time: 0,
  request: requestOf(exchange),
  response: responseOf(exchange),
  cache: {},
  timings: { send: 0, wait: 0, receive: 0 },
  _seq: exchange.seq,
  _door: exchange.door,
  _endpoint: exchange.endpoint,
  _decision: exchange.decision,
  ...(exchange.fault !== undefined && { _fault: exchange.fault }),
});

/** The exchanges in the order given. Secrets stand in it unless `redactWith` takes them out. */
export const harOf = (exchanges: readonly Exchange[], { redactWith, creatorVersion }: HarOptions): Har => ({
  log: {
    version: '1.2',
    creator: { name: 'entra-conformance', version: creatorVersion },
    entries: exchanges.map((exchange) =>
      entryOf(redactWith ? redactedExchange(exchange, redactWith) : exchange),
    ),
  },
});
