/**
 * A CIAM tenant answers as any Entra tenant does, with three differences that this file makes: the tenant may be
 * missing from the path, since the host says it; the issuer names a host made of the tenant's id; and the pages of a
 * device lie on the tenant's own host. All else is the endpoints' of `../endpoints`.
 */
import type { Cloud } from '../clouds/cloud.ts';
import { ciamIssuerHost, customerHostsOf } from '../customers/customer-tenants.ts';
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import type { Tenant } from '../world.ts';

const tenantAt = ({ world, host }: EndpointContext): Tenant | undefined =>
  world.directory.tenants.find((tenant) =>
    customerHostsOf(tenant).some((own) => own.side === 'ciam' && own.host === host),
  );

/** The external tenant that is asked. At its own hosts no other tenant is known. */
export const ciamTenantOf = (context: EndpointContext): Tenant | undefined => {
  const here = tenantAt(context);
  const { tenant } = context;
  if (context.path['tenant'] === '') return here;
  const named = tenant.kind === 'tenant' && tenant.tenant.ciam ? tenant.tenant : undefined;
  return here === undefined || named === here ? named : undefined;
};

/** At a listener's own address documents and tokens name that address, as `cloudAt` has it. */
const cloudOf = (context: EndpointContext, { id, ciam }: Tenant): Cloud => {
  const { cloud, request } = context;
  if (!ciam || !tenantAt(context)) return cloud;
  const issuerHost = ciamIssuerHost(id, ciam);
  const deviceLogin = `${request.url.origin}/${id}/oauth2/deviceauth`;
  return { ...cloud, issuerHost, stsHost: issuerHost, deviceLogin };
};

const asCiam = (context: EndpointContext): EndpointContext => {
  const tenant = ciamTenantOf(context);
  const segment = context.path['tenant'] ?? '';
  if (!tenant) return tenantAt(context) ? { ...context, tenant: { kind: 'unknown', segment } } : context;
  return {
    ...context,
    tenant: { kind: 'tenant', segment: segment || tenant.id, tenant },
    cloud: cloudOf(context, tenant),
  };
};

/** An endpoint of Entra's, at a CIAM tenant. */
export const atCiam =
  (handler: EndpointHandler): EndpointHandler =>
  (context) =>
    handler(asCiam(context));
