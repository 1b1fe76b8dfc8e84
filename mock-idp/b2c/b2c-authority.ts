/** The tenant and the policy that a request of B2C is for, and the names that documents and tokens give them. */
import { unknownPath } from '../endpoints/unknown.ts';
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import type { WireResponse } from '../wire.ts';
import type { Tenant } from '../world.ts';
import type { B2cPolicyKind, B2cTenant } from './b2c-config.ts';
import { withB2cHead } from './b2c-head.ts';
import { policyInQuery } from './policy-in-path.ts';

export interface B2cAuthority {
  readonly tenant: Tenant & { readonly b2c: B2cTenant };
  /** As the config writes it: what the tokens name. */
  readonly policy: string;
  readonly kind: B2cPolicyKind;
  readonly issuer: string;
  /** The address of one of the policy's endpoints, e.g. `oauth2/v2.0/token`, in the form it was asked in. */
  readonly addressOf: (endpoint: string) => string;
}

export type B2cHandler = (
  context: EndpointContext,
  authority: B2cAuthority,
) => WireResponse | Promise<WireResponse>;

const isB2c = (tenant: Tenant): tenant is B2cAuthority['tenant'] => tenant.b2c !== undefined;

/** At one tenant's own host no other is known; the cloud's login hosts know them all. */
const isAtHome = ({ clouds, host, world }: EndpointContext, { b2c }: B2cAuthority['tenant']) => {
  if (clouds.isLoginHost(host) || b2c.host === host || b2c.customDomain === host) return true;
  return !world.directory.tenants.some((other) => [other.b2c?.host, other.b2c?.customDomain].includes(host));
};

const issuerOf = (
  { request, version }: EndpointContext,
  { id, b2c }: B2cAuthority['tenant'],
  policy: string,
) => {
  const { origin } = request.url;
  if (b2c.issuer === 'policy') return `${origin}/tfp/${id}/${policy.toLowerCase()}/v2.0/`;
  return `${origin}/${id}/${version === 'v2' ? 'v2.0/' : ''}`;
};

/** Absent when there is no such tenant or policy here. */
export const b2cAuthorityOf = (context: EndpointContext): B2cAuthority | undefined => {
  const { tenant: segment, path, request } = context;
  const tenant = segment.kind === 'tenant' ? segment.tenant : undefined;
  if (!tenant || !isB2c(tenant) || !isAtHome(context, tenant)) return undefined;
  const asked = path['policy']?.toLowerCase();
  const found = Object.entries(tenant.b2c.policies).find(([name]) => name.toLowerCase() === asked);
  if (!found) return undefined;
  const [policy, kind] = found;
  const { origin } = request.url;
  const prefix = /^\/tfp\//i.test(request.url.pathname) ? '/tfp' : '';
  const named = `${origin}${prefix}/${segment.segment.toLowerCase()}`;
  return {
    tenant,
    policy,
    kind,
    issuer: issuerOf(context, tenant, policy),
    addressOf: (endpoint) =>
      policyInQuery(request.url) === undefined
        ? `${named}/${policy.toLowerCase()}/${endpoint}`
        : `${named}/${endpoint}?p=${policy.toLowerCase()}`,
  };
};

export const atB2c =
  (handler: B2cHandler): EndpointHandler =>
  async (context) => {
    const authority = b2cAuthorityOf(context);
    if (authority) return withB2cHead(context, await handler(context, authority));
    const answer = await unknownPath(context);
    context.setDecision('no such B2C tenant or policy here');
    return withB2cHead(context, answer);
  };
