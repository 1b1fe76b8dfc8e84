/**
 * The mock authority behind msw: handlers that answer for the real host names with no socket, in whatever msw
 * intercepts. Hosts the authority does not own match no handler here: they are left to the other handlers and
 * to msw's `onUnhandledFrame`.
 *
 * This module itself runs wherever msw does; the authority needs Node for its keys and fixtures.
 * @module
 */
import { http, HttpResponse, type HttpHandler } from 'msw';
import type { MockIdp } from '../mock-idp.ts';
import type { World } from '../world.ts';

export interface HandlerOptions {
  /** The world of requests that name none by tenant, client or code. */
  readonly world?: World;
}

/** Faults that a program behind msw sees less of than behind a socket, and what it sees instead. */
export const unshownFaults: readonly { readonly fault: string; readonly seen: string }[] = [
  { fault: 'reset: before-headers', seen: 'a failed request, without the code ECONNRESET' },
  { fault: 'reset: after-headers', seen: 'a failed request; status and headers never arrive' },
  { fault: 'truncate', seen: 'a failed request; neither status nor the part of the body arrives' },
];

const answered = async (idp: Pick<MockIdp, 'fetch'>, request: Request, world: World | undefined) => {
  let response: Response;
  try {
    response = await idp.fetch(world)(request, { redirect: 'manual' }); // whoever asked follows, or does not
  } catch (error) {
    const nobodyListens = request.signal.aborted;
    if (error instanceof TypeError || nobodyListens) return HttpResponse.error();
    throw error;
  }
  const { status, headers, body } = response;
  return new HttpResponse(body, { status, headers });
};

/**
 * msw request handlers for every host that the authority owns.
 * @example
 * const server = setupServer(...mockIdpHandlers(idp, { world }));
 * server.listen({ onUnhandledFrame: 'bypass' });
 */
export const mockIdpHandlers = (
  idp: Pick<MockIdp, 'fetch' | 'owns'>,
  { world }: HandlerOptions = {},
): HttpHandler[] => [
  http.all(
    ({ request }) => idp.owns(new URL(request.url).host),
    ({ request }) => answered(idp, request, world),
  ),
];
