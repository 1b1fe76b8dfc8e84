/**
 * The names a scenario's templates may use.
 *
 * From the world: every tenant (`{contoso.id}`, `.domain`), user (`{alice.upn}`, `.password`, `.id`,
 * `.homeAccountId`) and app (`{app.clientId}`, `.secret`, `.uri`, `.redirectUri`) under its own name. From the
 * cloud: `{login}`, `{loginAlias}` (one that is not preferred), `{loginCache}`, `{graph}`. Further the axes of the
 * matrix, what earlier steps kept with `as`, `{now}` in Unix seconds, and `{uuid:NAME}`.
 */
import type { App, Cloud, Tenant, User, World } from '../../mock-idp/index.ts';
import { seededRandom } from '../../mock-idp/index.ts';
import type { Names } from '../template/expand.ts';

const tenantNames = ({ id, domains }: Tenant) => ({ id, domain: domains[0] });

const userNames = ({ id, upn, password, displayName, tenant }: User) => ({
  id,
  upn,
  password,
  displayName,
  tenantId: tenant.id,
  homeAccountId: `${id}.${tenant.id}`,
});

const appNames = ({ clientId, secret, exposes, redirectUris, tenant }: App) => ({
  clientId,
  secret,
  uri: exposes?.uri,
  redirectUri: redirectUris[0],
  tenantId: tenant.id,
});

export interface Context {
  readonly names: () => Names;
  keep(name: string, value: unknown): void;
}

export const createContext = (world: World, cloud: Cloud, matrix: Names): Context => {
  const kept: Record<string, unknown> = {};
  const uuids = new Map<string, string>();
  const { tenants, users, apps } = world.directory;
  const { preferredNetwork, preferredCache, aliases } = cloud.login;
  const fixed = {
    ...Object.fromEntries(tenants.map((tenant) => [tenant.name, tenantNames(tenant)])),
    ...Object.fromEntries(users.map((user) => [user.name, userNames(user)])),
    ...Object.fromEntries(apps.map((app) => [app.name, appNames(app)])),
    login: preferredNetwork,
    loginCache: preferredCache,
    loginAlias: aliases.find((alias) => alias !== preferredNetwork) ?? preferredNetwork,
    graph: `https://${cloud.graph}`,
    ...matrix,
  };
  const random = seededRandom(world.seed ^ 0x75756964);
  const uuid = (name: string) => {
    const known = uuids.get(name) ?? random.guid();
    uuids.set(name, known);
    return known;
  };
  const names = (): Names =>
    new Proxy<Record<string, unknown>>(
      { ...fixed, ...kept, now: Math.floor(world.clock.now() / 1000) },
      {
        get: (target, name) =>
          typeof name === 'string' && name.startsWith('uuid:') ? uuid(name.slice(5)) : target[name as string],
      },
    );
  return {
    names,
    keep: (name, value) => {
      kept[name] = value;
    },
  };
};
