/**
 * A dSTS answers as Entra's v2.0 endpoints do. What differs is made here: it knows those tenants alone that name its
 * host, issues in its own name, and shows the pages of a device itself.
 */
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';

/** Address of a tenant's endpoints: where the client asked. */
export const dstsBase = ({ request, tenant }: Pick<EndpointContext, 'request' | 'tenant'>): string =>
  `${request.url.origin}/dstsv2/${tenant.kind === 'tenant' ? tenant.tenant.id : tenant.segment}`;

/** Host and path that stand before the tenant in issuers, as the host of a cloud does. */
const issuerHost = (host: string) => `${host}/dstsv2`;

const asDsts = (context: EndpointContext): EndpointContext => {
  const { tenant, cloud, path } = context;
  const dsts = tenant.kind === 'tenant' ? tenant.tenant.dsts : undefined;
  if (!dsts) return { ...context, tenant: { kind: 'unknown', segment: path['tenant'] ?? '' } };
  const issuer = issuerHost(dsts.host);
  return {
    ...context,
    cloud: {
      ...cloud,
      issuerHost: issuer,
      stsHost: issuer,
      deviceLogin: `${dstsBase(context)}/oauth2/deviceauth`,
    },
  };
};

/** An endpoint of Entra's, at a dSTS. */
export const atDsts =
  (handler: EndpointHandler): EndpointHandler =>
  (context) =>
    handler(asDsts(context));
