/** Makes the plain request of the core from Node's, or says why it cannot be made. */
import type { IncomingMessage } from 'node:http';
import { maxBodyBytes, type WireRequest } from '../wire.ts';

export type ReadRequest =
  | { readonly kind: 'request'; readonly request: WireRequest }
  | { readonly kind: 'unreadable'; readonly status: 400 | 413; readonly text: string }
  /** The client went away in the middle: nobody is left to answer. */
  | { readonly kind: 'abandoned' };

/** Meant for the proxy alone (RFC 9110 section 7.6.1), and one of them is a credential. */
const forProxies = new Set(['proxy-authorization', 'proxy-connection']);

export const headersOf = (req: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(req.headers).flatMap(([name, value]) =>
      value === undefined || forProxies.has(name)
        ? []
        : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

/**
 * The absolute URL (RFC 9112 section 3.3): the request target itself when it is absolute, else the origin that
 * `scheme` and Host give; `authority` stands in where an HTTP/1.0 client sends no Host.
 */
export const urlOf = (req: IncomingMessage, scheme: 'http' | 'https', authority: string): URL | undefined => {
  const target = req.url ?? '';
  const text = target.startsWith('/') ? `${scheme}://${req.headers.host ?? authority}${target}` : target;
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) && url.username === '' && url.hostname !== ''
    ? url
    : undefined;
};

/** The body, or undefined when it is larger than a door takes. What is not read, Node discards later. */
const bodyOf = async (req: IncomingMessage): Promise<string | undefined> => {
  if (Number(req.headers['content-length'] ?? 0) > maxBodyBytes) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

export const readRequest = async (req: IncomingMessage, url: URL | undefined): Promise<ReadRequest> => {
  if (!url) {
    const text = `The request target ${JSON.stringify(req.url)} with Host ${JSON.stringify(req.headers.host)} makes no http(s) URL.`;
    return { kind: 'unreadable', status: 400, text };
  }
  try {
    const body = await bodyOf(req);
    if (body === undefined) {
      return { kind: 'unreadable', status: 413, text: `A body has at most ${maxBodyBytes} bytes here.` };
    }
    return { kind: 'request', request: { method: req.method ?? 'GET', url, headers: headersOf(req), body } };
  } catch {
    return { kind: 'abandoned' };
  }
};
