/** Makes a mock authority: the clouds, the errors, the keys, its worlds, and the one way in. */
import { systemClock, type Clock } from './clock.ts';
import { cloudAt } from './clouds/cloud-at.ts';
import { readClouds, type Clouds } from './clouds/clouds.ts';
import { answer } from './core/answer.ts';
import { defect, refusedHost } from './core/defects.ts';
import { handlesOf } from './core/handles.ts';
import { memoryFetch } from './core/memory-fetch.ts';
import { takeApart, type RequestParts } from './core/request-parts.ts';
import type { Services } from './endpoints/endpoint.ts';
import { readErrorBook } from './errors/error-book.ts';
import { createKeyPool } from './keys/key-pool.ts';
import type { MockIdp, Via } from './mock-idp.ts';
import type { WireRequest, WireResponse } from './wire.ts';
import type { World } from './world.ts';
import { createWorldCore } from './worlds/create-world.ts';
import { createRegistry } from './worlds/registry.ts';
import type { WorldCore } from './worlds/world-core.ts';

export interface MockIdpOptions {
  /** What worlds with `clock: 'system'` run with. Default: the system's. */
  readonly clock?: Clock;
  /** Default: those of `fixtures/clouds`. `readClouds` reads other files. */
  readonly clouds?: Clouds;
}

const claimsOf = ({ directory }: World): string[] => [
  ...directory.tenants.flatMap(({ id, domains }) => [id, ...domains]),
  ...directory.apps.map(({ clientId }) => clientId),
];

/** @throws {FixtureError} when a file of fixtures/clouds or fixtures/errors does not fit its schema */
export const createMockIdp = ({
  clock = systemClock,
  clouds = readClouds(),
}: MockIdpOptions = {}): MockIdp => {
  const services: Services = { keys: createKeyPool(), clouds, errors: readErrorBook() };
  const registry = createRegistry();
  const cores = new Map<World, WorldCore>();
  /** The world of requests that belong to none: an empty directory, in which nobody is found. */
  const nobody = createWorldCore(services, clock, { tenants: {} }, { seed: 0, clock: 'system' });

  const recordPlain = (
    core: WorldCore,
    request: WireRequest,
    via: Via,
    response: WireResponse,
    refused: boolean,
  ) =>
    core.ledger.record({
      at: core.world.clock.now(),
      door: via.door,
      endpoint: refused ? 'refused' : 'unknown',
      request,
      form: {},
      response,
      decision: refused ? `refused the host ${request.url.hostname}` : 'a defect of the mock authority',
    });

  const coreOf = async (request: WireRequest, parts: RequestParts, via: Via): Promise<WorldCore> => {
    const world = registry.find(handlesOf(request, parts), via.world);
    return (world && cores.get(world)) ?? nobody;
  };

  /** Of an address that is no cloud's, a listener takes the cloud of its world, or the public one, for its own. */
  const cloudOf = ({ url }: WireRequest, { door, world }: Via) => {
    const known = clouds.byUrl(url);
    if (known || door === 'proxy' || door === 'memory') return known;
    const own = clouds.byId(world?.directory.tenants[0]?.cloud ?? 'public');
    return own && cloudAt(own, url);
  };

  const handle = async (request: WireRequest, via: Via): Promise<WireResponse> => {
    let core = (via.world && cores.get(via.world)) ?? (await nobody);
    try {
      const cloud = cloudOf(request, via);
      if (!cloud) {
        const response = refusedHost(request);
        recordPlain(core, request, via, response, true);
        return response;
      }
      const parts = takeApart(clouds, cloud, request);
      core = await coreOf(request, parts, via);
      const { world } = core;
      const claim = (handle: string) => registry.claim(world, handle);
      return await answer({ services, core, request, parts, door: via.door, claim });
    } catch (error) {
      const response = defect(error);
      recordPlain(core, request, via, response, false);
      return response;
    }
  };

  let unattributed: MockIdp['unattributed'] = [];
  let nobodysWorld: World | undefined;
  const ready = nobody.then((core) => {
    nobodysWorld = core.world;
    cores.set(core.world, core);
    unattributed = core.ledger.exchanges;
  });

  return {
    createWorld: async (config, options) => {
      await ready;
      const core = await createWorldCore(services, clock, config, options);
      cores.set(core.world, core);
      for (const handle of claimsOf(core.world)) registry.claim(core.world, handle);
      return core.world;
    },
    dropWorld: (world) => {
      registry.drop(world);
      cores.delete(world);
    },
    handle,
    fetch: (world) => memoryFetch(handle, world),
    owns: (host) => clouds.byHost(host.toLowerCase().replace(/:\d+$/, '')) !== undefined,
    get worlds() {
      return [...cores.keys()].filter((world) => world !== nobodysWorld);
    },
    get unattributed() {
      return unattributed;
    },
  };
};
