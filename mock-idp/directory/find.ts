/** Finds tenants, apps and users in a world's directory, as the service would: by the tenant it was asked at. */
import { refuse, type Refusal } from '../errors/error-data.ts';
import type { EndpointContext, TenantSegment } from '../endpoints/endpoint.ts';
import type { App, Directory, Tenant, User } from '../world.ts';

/** The tenant of personal accounts. */
export const consumersTenantId = '9188040d-6c67-4c5b-b112-36a304b66dad';

export const isGuid = (text: string): boolean => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);

const isDomain = (text: string) => /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/i.test(text);

export const tenantByIdOrDomain = (directory: Directory, name: string): Tenant | undefined => {
  const wanted = name.toLowerCase();
  return directory.tenants.find((tenant) => tenant.id === wanted || tenant.domains.includes(wanted));
};

/** What the tenant segment of a path means in a directory, seen from one cloud. */
export const resolveTenant = (directory: Directory, cloud: string, segment: string): TenantSegment => {
  const name = segment.toLowerCase();
  if (name === 'common' || name === 'organizations' || name === 'consumers') return { kind: name, segment };
  if (name === consumersTenantId) return { kind: 'consumers', segment };
  const tenant = tenantByIdOrDomain(directory, name);
  if (tenant?.cloud === cloud) return { kind: 'tenant', segment, tenant };
  return { kind: isGuid(name) || isDomain(name) ? 'unknown' : 'malformed', segment };
};

/** Why a tenant segment cannot be used, if it cannot. */
export const tenantRefusal = (tenant: TenantSegment): Refusal | undefined => {
  switch (tenant.kind) {
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

/** Whether tokens for an app are issued in a tenant: its own, or any of its cloud when it is multi-tenant. */
export const isInTenant = (app: App, tenant: Tenant): boolean =>
  app.tenant === tenant || (app.audience === 'multi-tenant' && app.tenant.cloud === tenant.cloud);

const appRefusal = (app: App | undefined, clientId: string, tenant: TenantSegment): Refusal | undefined => {
  const notFound = (directory: string) => refuse(700016, { client_id: clientId, tenant: directory });
  switch (tenant.kind) {
    case 'tenant':
      return app && isInTenant(app, tenant.tenant) ? undefined : notFound(tenant.tenant.domains[0]!);
    case 'common':
    case 'organizations':
      if (!app) return notFound(tenant.segment);
      return app.audience === 'single-tenant'
        ? refuse(50194, { client_id: clientId, app_name: app.displayName })
        : undefined;
    case 'consumers':
      return notFound('Microsoft Accounts');
    case 'unknown':
    case 'malformed':
    case 'none':
      return tenantRefusal(tenant);
  }
};

/** The app a client id names, if it may be used at the tenant of the path. */
export const findApp = (
  { world, cloud, tenant }: EndpointContext,
  clientId: string | undefined,
): App | Refusal => {
  if (!clientId) return refuse(900144, { parameter: 'client_id' });
  if (/^[0-]+$/.test(clientId) && isGuid(clientId)) return refuse(700038, { client_id: clientId });
  const app = world.directory.apps.find(
    (candidate) => candidate.clientId === clientId.toLowerCase() && candidate.tenant.cloud === cloud.id,
  );
  return appRefusal(app, clientId, tenant) ?? app ?? refuse(700016, { client_id: clientId });
};

export const userByUpn = (directory: Directory, upn: string): User | undefined => {
  const wanted = upn.trim().toLowerCase();
  return directory.users.find((user) => user.upn.toLowerCase() === wanted);
};

/** The tenant a user's token is for: the one of the path, or their home. */
export const tenantOfToken = (tenant: TenantSegment, user: User): Tenant =>
  tenant.kind === 'tenant' ? tenant.tenant : user.tenant;
