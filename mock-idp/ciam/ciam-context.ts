/**
 * A CIAM tenant answers as any Entra tenant does, with three differences that this file makes: the tenant may be
 * missing from the path, since the host says it; the issuer names a host made of the tenant's id; and the pages of a
 * device lie on the tenant's own host. All else is the endpoints' of `../endpoints`.
 */
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

const asCiam = (context: EndpointContext): EndpointContext => {
  const tenant = ciamTenantOf(context);
  const { cloud, request } = context;
  const segment = context.path['tenant'] ?? '';
  if (!tenant?.ciam) {
    return tenantAt(context) ? { ...context, tenant: { kind: 'unknown', segment } } : context;
  }
  const issuerHost = ciamIssuerHost(tenant.id, tenant.ciam);
  const deviceLogin = `${request.url.origin}/${tenant.id}/oauth2/deviceauth`;
  return {
    ...context,
    tenant: { kind: 'tenant', segment: segment || tenant.id, tenant },
    cloud: { ...cloud, issuerHost, stsHost: issuerHost, deviceLogin },
  };
};

/** An endpoint of Entra's, at a CIAM tenant. */
export const atCiam =
  (handler: EndpointHandler): EndpointHandler =>
  (context) =>
    handler(asCiam(context));
