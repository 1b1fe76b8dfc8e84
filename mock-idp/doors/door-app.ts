/**
 * What every door does with an HTTP request: reads it whole, asks the core, sends what the core said. A Koa
 * application of one middleware; it leaves to its door where the request was going and whose it is.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import Koa from 'koa';
import type { Control } from '../control/control-api.ts';
import type { MockIdp, Via } from '../mock-idp.ts';
import type { WireResponse } from '../wire.ts';
import { readRequest } from './read-request.ts';
import { sendResponse } from './send-response.ts';

export type Core = Pick<MockIdp, 'handle' | 'owns'>;

/** Where a request goes, and through which door; or the answer the door itself gives. */
export type Directions =
  | { readonly kind: 'ask'; readonly url: URL | undefined; readonly via: Via }
  | { readonly kind: 'control'; readonly url: URL; readonly control: Pick<Control, 'handle'> }
  | { readonly kind: 'answer'; readonly response: WireResponse };

/** An answer of the door itself: words for the person who reads a log or a terminal. */
export const plainAnswer = (status: number, text: string): WireResponse => ({
  status,
  headers: [['Content-Type', 'text/plain; charset=utf-8']],
  body: `entra-conformance: ${text}\n`,
});

const defect = (cause: unknown): WireResponse => {
  const why = cause instanceof Error ? cause.message : String(cause);
  const { headers, ...plain } = plainAnswer(500, `This answer cannot be given: ${why}`);
  return { ...plain, headers: [...headers, ['X-Mock-Idp-Defect', 'door']] };
};

/** Nothing, when the client went away before it had asked. */
const answerTo = async (core: Core, directions: Directions, req: IncomingMessage, gone: AbortSignal) => {
  if (directions.kind === 'answer') return directions.response;
  const read = await readRequest(req, directions.url);
  switch (read.kind) {
    case 'request':
      return directions.kind === 'control'
        ? directions.control.handle(read.request, gone)
        : core.handle(read.request, directions.via);
    case 'unreadable':
      return plainAnswer(read.status, read.text);
    case 'abandoned':
      return undefined;
  }
};

/** @param reset cuts the connection that the request came on */
export const createDoorApp = (
  core: Core,
  directionsOf: (req: IncomingMessage) => Directions,
  reset: (req: IncomingMessage) => void,
): ((req: IncomingMessage, res: ServerResponse) => Promise<void>) => {
  const app = new Koa();
  // What arrives here concerns a connection that is gone already; Koa would print it.
  app.on('error', () => {});
  app.use(async (ctx) => {
    const { req, res } = ctx;
    ctx.respond = false;
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    const send = (response: WireResponse) => sendResponse(res, response, () => reset(req));
    try {
      const response = await answerTo(core, directionsOf(req), req, gone.signal);
      if (response && !res.destroyed) await send(response);
    } catch (cause) {
      await send(defect(cause));
    }
  });
  return app.callback();
};
