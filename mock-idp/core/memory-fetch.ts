/** The in-memory door: `fetch` with no socket, that shows transport faults as a network would. */
import { setTimeout as wait } from 'node:timers/promises';
import type { MockIdp } from '../mock-idp.ts';
import { maxBodyBytes, type WireRequest, type WireResponse } from '../wire.ts';
import type { World } from '../world.ts';

const mostRedirects = 20;

/** As Node's own fetch fails: the reason stands in the cause. */
const networkError = (code: string, message: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });

const noBody = new Set([101, 204, 205, 304]);

/** The whole body at once, and its end later. */
const slowlyClosed = (body: string, ms: number): ReadableStream => {
  const ended = new AbortController();
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(Buffer.from(body));
      await wait(ms, undefined, { signal: ended.signal }).then(
        () => controller.close(),
        () => {},
      );
    },
    cancel: () => ended.abort(),
  });
};

const bodyOf = ({ status, body, transport }: WireResponse): ReadableStream | string | null => {
  if (noBody.has(status)) return null;
  if (transport?.kind === 'slow-close') return slowlyClosed(body, transport.ms);
  if (transport?.kind !== 'truncate' && transport?.kind !== 'reset') return body;
  const bytes = Buffer.from(body).subarray(0, transport.kind === 'truncate' ? transport.bytes : 0);
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (!sent && bytes.length > 0) controller.enqueue(new Uint8Array(bytes));
      else controller.error(new TypeError('terminated', { cause: { code: 'UND_ERR_SOCKET' } }));
      sent = true;
    },
  });
};

const responseOf = (wire: WireResponse, url: string, redirected: boolean): Response => {
  const headers = new Headers(wire.headers.map(([name, value]) => [name, value] as [string, string]));
  if (!noBody.has(wire.status) && wire.transport?.kind !== 'slow-close')
    headers.set('content-length', String(Buffer.byteLength(wire.body)));
  const response = new Response(bodyOf(wire), { status: wire.status, headers });
  // A Response that a program makes has no address; one that came from somewhere has.
  Object.defineProperties(response, { url: { value: url }, redirected: { value: redirected } });
  return response;
};

const send = async (
  handle: MockIdp['handle'],
  request: WireRequest,
  world: World | undefined,
  signal: AbortSignal,
): Promise<WireResponse> => {
  signal.throwIfAborted();
  const wire = await handle(request, { door: 'memory', ...(world && { world }) });
  const { transport } = wire;
  if (transport?.kind === 'delay') await wait(transport.ms, undefined, { signal });
  signal.throwIfAborted();
  if (transport?.kind === 'reset' && transport.when === 'before-headers') {
    throw networkError('ECONNRESET', 'read ECONNRESET');
  }
  return wire;
};

/** https://fetch.spec.whatwg.org/#http-redirect-fetch: what the next request is. */
const redirected = (request: WireRequest, { status, headers }: WireResponse): WireRequest | undefined => {
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (location === undefined || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  const url = new URL(location, request.url);
  const asGet = status === 303 || (request.method === 'POST' && status < 303);
  const crossOrigin = url.origin !== request.url.origin;
  const dropped = new Set([
    ...(asGet ? ['content-type', 'content-length'] : []),
    ...(crossOrigin ? ['authorization', 'cookie'] : []),
  ]);
  return {
    method: asGet ? 'GET' : request.method,
    url,
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !dropped.has(name))),
    body: asGet ? '' : request.body,
  };
};

const wireRequestOf = async (request: Request): Promise<WireRequest> => {
  const body = await request.text();
  if (Buffer.byteLength(body) > maxBodyBytes)
    throw networkError('EMSGSIZE', `a body has at most ${maxBodyBytes} bytes`);
  return {
    method: request.method,
    url: new URL(request.url),
    headers: Object.fromEntries(request.headers),
    body,
  };
};

export const memoryFetch =
  (handle: MockIdp['handle'], world: World | undefined): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    let next = await wireRequestOf(request);
    for (let hops = 0; hops <= mostRedirects; hops++) {
      const wire = await send(handle, next, world, request.signal);
      const following = redirected(next, wire);
      if (!following || request.redirect === 'manual') return responseOf(wire, next.url.href, hops > 0);
      if (request.redirect === 'error') throw networkError('ERR_REDIRECT', 'unexpected redirect');
      next = following;
    }
    throw networkError('ERR_REDIRECT', 'redirect count exceeded');
  };
