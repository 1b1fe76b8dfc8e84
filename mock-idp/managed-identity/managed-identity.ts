/**
 * The managed identities of the machine a world plays, and which of them a request means. Which parameter of which
 * source names an identity, the sources say.
 */
import type { ManagedIdentitiesConfig } from '../config/managed-identity-config.ts';
import type { Random } from '../random.ts';
import type { Directory, Tenant } from '../world.ts';
import { environmentOf, type MachineDoor, type ManagedIdentitySource } from './environment.ts';

export interface ManagedIdentity {
  /** Name in the config; `system` for the one of the machine itself. */
  readonly name: string;
  readonly kind: 'system' | 'user-assigned';
  readonly clientId: string;
  /** Id of the service principal: `oid` and `sub` of its tokens. */
  readonly objectId: string;
  readonly resourceId: string;
  readonly tenant: Tenant;
}

export interface ManagedIdentities {
  readonly system?: ManagedIdentity;
  readonly userAssigned: readonly ManagedIdentity[];
  /** The secret App Service, Service Fabric and Machine Learning give to programs by their environment. */
  readonly identityHeader: string;
  /**
   * The environment variables by which a program finds a source of tokens.
   * @param door where this program reaches the mock, e.g. `doors.https`
   */
  environment(source: ManagedIdentitySource, door: MachineDoor): Readonly<Record<string, string>>;
}

/** How a request names an identity: at most one way counts, in this order. */
export interface AskedIdentity {
  readonly clientId?: string | undefined;
  readonly objectId?: string | undefined;
  readonly resourceId?: string | undefined;
}

const names = (asked: AskedIdentity) => (identity: ManagedIdentity) => {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  if (asked.clientId !== undefined) return same(identity.clientId, asked.clientId);
  if (asked.objectId !== undefined) return same(identity.objectId, asked.objectId);
  return asked.resourceId !== undefined && same(identity.resourceId, asked.resourceId);
};

/** Unnamed, it is the machine's own; where there is none, the only other one. */
export const findIdentity = (
  { system, userAssigned }: ManagedIdentities,
  asked: AskedIdentity,
): ManagedIdentity | 'not-found' | 'several' => {
  const all = [...(system ? [system] : []), ...userAssigned];
  if (Object.values(asked).some((id) => id !== undefined)) return all.find(names(asked)) ?? 'not-found';
  if (system) return system;
  const [only, ...others] = userAssigned;
  return others.length > 0 ? 'several' : (only ?? 'not-found');
};

export const createManagedIdentities = (
  config: ManagedIdentitiesConfig | undefined,
  { tenants }: Directory,
  random: Random,
): ManagedIdentities => {
  const tenant = tenants.find(({ name }) => name === config?.tenant) ?? tenants[0];
  const group = `/subscriptions/${random.guid()}/resourcegroups/mock/providers`;
  const identityHeader = Buffer.from(random.bytes(16)).toString('hex').toUpperCase();
  const create = (
    name: string,
    kind: ManagedIdentity['kind'],
    given: NonNullable<ManagedIdentitiesConfig['system']>,
    resource: string,
  ): ManagedIdentity[] => {
    const generated = { clientId: random.guid(), objectId: random.guid() };
    if (!tenant) return [];
    return [
      {
        name,
        kind,
        clientId: (given.clientId ?? generated.clientId).toLowerCase(),
        objectId: (given.objectId ?? generated.objectId).toLowerCase(),
        resourceId: given.resourceId ?? `${group}/${resource}/${name}`,
        tenant,
      },
    ];
  };
  const [system] = config?.system
    ? create('system', 'system', config.system, 'Microsoft.Compute/virtualMachines')
    : [];
  const userAssigned = Object.entries(config?.userAssigned ?? {}).flatMap(([name, given]) =>
    create(name, 'user-assigned', given, 'Microsoft.ManagedIdentity/userAssignedIdentities'),
  );
  const identities = { ...(system && { system }), userAssigned, identityHeader };
  return {
    ...identities,
    environment: (source, door) => environmentOf(source, door, tenant?.id ?? 'none', identities),
  };
};
