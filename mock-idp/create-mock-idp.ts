/** Makes a mock authority: the clouds, the errors, the keys, its worlds, and the one way in. */
import { systemClock, type Clock } from './clock.ts';
import { cloudAt } from './clouds/cloud-at.ts';
import { readClouds, type Clouds } from './clouds/clouds.ts';
import { answer } from './core/answer.ts';
import { defect, refusedHost } from './core/defects.ts';
import { handlesOf } from './core/handles.ts';
import { memoryFetch } from './core/memory-fetch.ts';
import { takeApart, type RequestParts } from './core/request-parts.ts';
import { ownAuthorityAt, ownHostsOf } from './directory/own-authority.ts';
import type { Services } from './endpoints/endpoint.ts';
import { readErrorBook } from './errors/error-book.ts';
import { createKeyPool } from './keys/key-pool.ts';
import { metadataHost } from './managed-identity/environment.ts';
import type { MockIdp, Via } from './mock-idp.ts';
import type { WireRequest, WireResponse } from './wire.ts';
import type { World } from './world.ts';
import { createWorldCore } from './worlds/create-world.ts';
import { createRegistry } from './worlds/registry.ts';
import type { WorldCore } from './worlds/world-core.ts';

export interface MockIdpOptions {
  /**
   * Where Azure Arc's secret files are written. Default: a new directory among the system's temporary files; clients
   * that check the path want the agent's own, `/var/opt/azcmagent/tokens`.
   */
  readonly arcSecretDirectory?: string;
  /** What worlds with `clock: 'system'` run with. Default: the system's. */
  readonly clock?: Clock;
  /** Default: those of `fixtures/clouds`. `readClouds` reads other files. */
  readonly clouds?: Clouds;
}

const claimsOf = ({ directory, managedIdentity: { system, userAssigned } }: World): string[] => [
  ...directory.tenants.flatMap((tenant) => [tenant.id, ...tenant.domains, ...ownHostsOf(tenant)]),
  ...directory.apps.map(({ clientId }) => clientId),
  ...[...(system ? [system] : []), ...userAssigned].map(({ clientId }) => clientId),
];

/** @throws {FixtureError} when a file of fixtures/clouds or fixtures/errors does not fit its schema */
export const createMockIdp = ({
  clock = systemClock,
  clouds = readClouds(),
  arcSecretDirectory,
}: MockIdpOptions = {}): MockIdp => {
  const services: Services = { keys: createKeyPool(), clouds, errors: readErrorBook(), arcSecretDirectory };
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

  /** The authority some world has at a host that is no cloud's; which world is asked, the request says. */
  const ownAt = (host: string) =>
    registry
      .owners(host)
      .map(({ directory }) => ownAuthorityAt(directory, host))
      .find((authority) => authority !== undefined);

  /** Of an address that is no cloud's, a listener takes the cloud of its world, or the public one, for its own. */
  const cloudOf = ({ url }: WireRequest, { door, world }: Via) => {
    const known = clouds.byUrl(url);
    const own = clouds.byId(world?.directory.tenants[0]?.cloud ?? 'public');
    if (url.hostname === metadataHost) return own;
    if (known || door === 'proxy' || door === 'memory') return known;
    return own && cloudAt(own, url);
  };

  const handle = async (request: WireRequest, via: Via): Promise<WireResponse> => {
    let core = (via.world && cores.get(via.world)) ?? (await nobody);
    try {
      const own = ownAt(request.url.hostname.toLowerCase());
      const cloud = own ? clouds.byId(own.tenant.cloud) : cloudOf(request, via);
      if (!cloud) {
        const response = refusedHost(request);
        recordPlain(core, request, via, response, true);
        return response;
      }
      const parts = takeApart(clouds, cloud, request, own?.side);
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
      cores.get(world)?.state.arcSecrets.remove();
      cores.delete(world);
    },
    handle,
    fetch: (world) => memoryFetch(handle, world),
    owns: (host) => {
      const name = host.toLowerCase().replace(/:\d+$/, '');
      return name === metadataHost || clouds.byHost(name) !== undefined || ownAt(name) !== undefined;
    },
    get worlds() {
      return [...cores.keys()].filter((world) => world !== nobodysWorld);
    },
    get unattributed() {
      return unattributed;
    },
  };
};
