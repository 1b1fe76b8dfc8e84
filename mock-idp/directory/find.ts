/** Finds tenants, apps and users in a world's directory, as the service would: by the tenant it was asked at. */
import { refuse, type Refusal } from '../errors/error-data.ts';
import type { EndpointContext, TenantSegment } from '../endpoints/endpoint.ts';
import { isMultiTenant, takesPersonalAccounts } from './audience.ts';
import type { App, Directory, Tenant, User } from '../world.ts';

/** The tenant of personal accounts. */
export const consumersTenantId = '9188040d-6c67-4c5b-b112-36a304b66dad';

export const isGuid = (text: string): boolean => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);

const isDomain = (text: string) => /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/i.test(text);

/** The first that has a name, by each of its names; made once for a list, which then stays as it is. */
const byName = <T>(namesOf: (one: T) => readonly string[]) => {
  const made = new WeakMap<readonly T[], ReadonlyMap<string, T>>();
  return (all: readonly T[]): ReadonlyMap<string, T> => {
    const known =
      made.get(all) ??
      new Map(all.toReversed().flatMap((one) => namesOf(one).map((name) => [name, one] as const)));
    made.set(all, known);
    return known;
  };
};

const tenantsByName = byName<Tenant>(({ id, domains }) => [id, ...domains]);
const appsByClientId = byName<App>(({ clientId, clouds }) => clouds.map((cloud) => `${clientId} ${cloud}`));

export const tenantByIdOrDomain = ({ tenants }: Directory, name: string): Tenant | undefined =>
  tenantsByName(tenants).get(name.toLowerCase());

/** What the tenant segment of a path means in a directory, seen from one cloud. */
export const resolveTenant = (directory: Directory, cloud: string, segment: string): TenantSegment => {
  const name = segment.toLowerCase();
  if (name === 'common' || name === 'organizations' || name === 'consumers') return { kind: name, segment };
  if (name === consumersTenantId) return { kind: 'consumers', segment };
  const tenant = tenantByIdOrDomain(directory, name);
  if (tenant) return { kind: tenant.cloud === cloud ? 'tenant' : 'elsewhere', segment, tenant };
  return { kind: isGuid(name) || isDomain(name) ? 'unknown' : 'malformed', segment };
};

/** Whether the client proves itself, or tries to. */
const isConfidential = ({ form, request }: EndpointContext) =>
  form.has('client_secret') ||
  form.has('client_assertion') ||
  /^basic /i.test(request.headers['authorization'] ?? '');

/** `microsoftonline.us` as errors write it. */
const instanceName = (name: string) =>
  name.replace(/^microsoftonline/, 'MicrosoftOnline').replace(/\.\w+$/, (end) => end.toUpperCase());

/** A cloud says of the tenants of those it federates with where they are, and does not find others. */
const elsewhereRefusal = (context: EndpointContext, segment: string, { cloud }: Tenant): Refusal => {
  if (!context.cloud.federatesWith.includes(cloud)) return refuse(90002, { tenant: segment });
  if (isConfidential(context)) return refuse(900382);
  const name = context.clouds.byId(cloud)?.cloudInstanceName ?? cloud;
  return refuse(90038, { tenant: segment, instance: instanceName(name) });
};

/** Why a tenant segment cannot be used, if it cannot. */
export const tenantRefusal = (context: EndpointContext): Refusal | undefined => {
  const { tenant } = context;
  switch (tenant.kind) {
    case 'elsewhere':
      return elsewhereRefusal(context, tenant.segment, tenant.tenant);
    case 'unknown':
      return refuse(90002, { tenant: tenant.segment });
    case 'malformed':
    case 'none':
      return refuse(900023, { tenant: tenant.segment });
    case 'tenant':
    case 'common':
    case 'organizations':
    case 'consumers':
      return undefined;
  }
};

/** Why nobody gets a token in a tenant, if so. */
export const stateRefusal = ({ state }: Tenant): Refusal | undefined => {
  switch (state) {
    case 'active':
      return undefined;
    case 'blocked':
      return refuse(5000224);
    case 'inactive':
      return refuse(5000225);
  }
};

/** Whether tokens for an app are issued in a tenant: its own, or any of its clouds when it is multi-tenant. */
export const isInTenant = (app: App, tenant: Tenant): boolean =>
  app.tenant === tenant || (isMultiTenant(app) && app.clouds.includes(tenant.cloud));

const appRefusal = (
  context: EndpointContext,
  app: App | undefined,
  clientId: string,
): Refusal | undefined => {
  const { tenant } = context;
  const named = { client_id: clientId, app_name: app?.displayName ?? '' };
  const notFound = (directory: string) => refuse(700016, { client_id: clientId, tenant: directory });
  switch (tenant.kind) {
    case 'tenant':
      if (!app || !isInTenant(app, tenant.tenant)) return notFound(tenant.tenant.domains[0]!);
      return app.audience === 'personal' ? refuse(9002346, named) : stateRefusal(tenant.tenant);
    case 'common':
    case 'organizations':
      if (!app) return notFound(tenant.segment);
      if (app.audience === 'personal') return refuse(tenant.kind === 'common' ? 9002331 : 9002346, named);
      return isMultiTenant(app) ? undefined : refuse(50194, named);
    case 'consumers':
      if (!app) return notFound('Microsoft Accounts');
      return takesPersonalAccounts(app) ? undefined : refuse(9002332, named);
    case 'elsewhere':
    case 'unknown':
    case 'malformed':
    case 'none':
      return tenantRefusal(context);
  }
};

/** The app a client id names, if it may be used at the tenant of the path. */
export const findApp = (context: EndpointContext, clientId: string | undefined): App | Refusal => {
  const { world, cloud } = context;
  if (!clientId) return refuse(900144, { parameter: 'client_id' });
  if (/^[0-]+$/.test(clientId) && isGuid(clientId)) return refuse(700038, { client_id: clientId });
  const app = appsByClientId(world.directory.apps).get(`${clientId.toLowerCase()} ${cloud.id}`);
  if (app?.state === 'disabled') {
    return refuse(7000112, { client_id: app.clientId, app_name: app.displayName });
  }
  return appRefusal(context, app, clientId) ?? app ?? refuse(700016, { client_id: clientId });
};

export const userByUpn = (directory: Directory, upn: string): User | undefined => {
  const wanted = upn.trim().toLowerCase();
  return directory.users.find((user) => user.upn.toLowerCase() === wanted);
};

/** The tenant a user's token is for: the one of the path, or their home. */
export const tenantOfToken = (tenant: TenantSegment, user: User): Tenant =>
  tenant.kind === 'tenant' ? tenant.tenant : user.tenant;
