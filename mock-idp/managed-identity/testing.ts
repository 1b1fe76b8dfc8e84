/** The machine that the tests of this folder ask: one identity of its own and two that are assigned. */
import { createProbe, type Answer, type Probe } from '../testing/probe.ts';
import type { WorldConfigInput } from '../config/world-config.ts';
import { metadataHost, type ManagedIdentitySource } from './environment.ts';

export const machine: WorldConfigInput = {
  tenants: { contoso: { domains: ['contoso.example'] } },
  region: 'northeurope',
  managedIdentities: {
    system: {},
    userAssigned: {
      reader: { clientId: '00000000-0000-4000-8000-0000000000a1' },
      writer: { objectId: '00000000-0000-4000-8000-0000000000b2' },
    },
  },
};

export const door = { url: `http://${metadataHost}` };
export const vault = 'https://vault.azure.net';

export interface MachineProbe extends Probe {
  readonly environment: (source: ManagedIdentitySource) => Readonly<Record<string, string>>;
  /** Asks with GET, the parameters in the query. */
  readonly ask: (
    url: string,
    query: Readonly<Record<string, string>>,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
}

export const createMachine = async (config: WorldConfigInput = machine): Promise<MachineProbe> => {
  const probe = await createProbe(config);
  return {
    ...probe,
    environment: (source) => probe.world.managedIdentity.environment(source, door),
    ask: (url, query, headers) => probe.get(`${url}?${new URLSearchParams(query).toString()}`, headers),
  };
};
