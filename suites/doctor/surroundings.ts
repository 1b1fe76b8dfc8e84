/** What an adapter is examined against: a mock authority with one small world, behind a watched proxy door. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reachEnvironment, type Environment } from '../../client-under-test/index.ts';
import { createMockIdp, openDoors, type ProxySlot, type World } from '../../mock-idp/index.ts';
import { watchProxy, type WatchedProxy } from './watched-proxy.ts';

export interface Surroundings {
  readonly environment: Environment;
  readonly slot: ProxySlot;
  readonly proxy: WatchedProxy;
  createWorld(clock: 'manual' | 'system'): Promise<World>;
  close(): Promise<void>;
}

export const openSurroundings = async (): Promise<Surroundings> => {
  const idp = createMockIdp();
  const doors = await openDoors(idp, { proxy: {} });
  const slot = doors.proxy!.slot();
  const proxy = await watchProxy(slot.url);
  const folder = mkdtempSync(join(tmpdir(), 'entra-conformance-'));
  const caPemPath = join(folder, 'ca.pem');
  writeFileSync(caPemPath, doors.ca.pem);
  return {
    environment: reachEnvironment(proxy.url, caPemPath),
    slot,
    proxy,
    async createWorld(clock) {
      const apps = {
        daemon: { kind: 'confidential', secret: 'generated' },
        desktop: { kind: 'public' },
      } as const;
      const world = await idp.createWorld(
        { tenants: { contoso: { domains: ['contoso.example'], users: { alice: {} }, apps } } },
        { seed: 1, clock },
      );
      slot.world = world;
      return world;
    },
    async close() {
      await proxy.close();
      await doors.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
