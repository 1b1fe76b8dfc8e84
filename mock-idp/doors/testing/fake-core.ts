/** A core for the tests of the doors: answers with what it is told, and remembers what it was asked. */
import type { Via } from '../../mock-idp.ts';
import type { WireRequest, WireResponse } from '../../wire.ts';
import type { World } from '../../world.ts';
import type { Core } from '../door-app.ts';

export interface FakeCore extends Core {
  readonly asked: { readonly request: WireRequest; readonly via: Via }[];
  response: WireResponse;
}

export const ownedHost = 'login.microsoftonline.com';

export const json = (value: unknown): WireResponse => ({
  status: 200,
  headers: [['Content-Type', 'application/json; charset=utf-8']],
  body: JSON.stringify(value),
});

export const createFakeCore = (response: WireResponse = json({ hello: 'world' })): FakeCore => {
  const core: FakeCore = {
    asked: [],
    response,
    owns: (host) => host === ownedHost || host === '169.254.169.254',
    handle: async (request, via) => {
      core.asked.push({ request, via });
      if (via.door !== 'proxy' || core.owns(request.url.hostname)) return core.response;
      return { status: 502, headers: [['X-Refused', 'true']], body: `refused ${request.url.hostname}` };
    },
  };
  return core;
};

/** A world that can be told from others; the doors look at nothing in it. */
export const namedWorld = (id: string): World => ({ id }) as World;
