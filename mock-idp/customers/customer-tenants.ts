/** The tenants that customers have accounts in, B2C and CIAM: as members of a tenant's config, and where they are. */
import { b2cConfig, type B2cTenant } from '../b2c/b2c-config.ts';
import { ciamConfig, type CiamTenant } from '../ciam/ciam-config.ts';
import type { WorldConfig } from '../config/world-config.ts';
import type { Tenant } from '../world.ts';

/** Members of a tenant's config. */
export const customerTenantConfigs = { b2c: b2cConfig.optional(), ciam: ciamConfig.optional() };

export interface CustomerTenants {
  readonly b2c?: B2cTenant;
  readonly ciam?: CiamTenant;
}

export type CustomerSide = keyof CustomerTenants;

export const customerTenantsOf = ({
  b2c,
  ciam,
  domains,
}: WorldConfig['tenants'][string]): CustomerTenants => {
  const name = domains[0]!.toLowerCase().split('.')[0]!;
  return {
    ...(b2c && { b2c: { ...b2c, host: b2c.host ?? `${name}.b2clogin.com` } }),
    ...(ciam && { ciam: { ...ciam, host: ciam.host ?? `${name}.ciamlogin.com` } }),
  };
};

/** The host that stands in a CIAM tenant's issuer: the name of its host, with the tenant id for the first label. */
export const ciamIssuerHost = (id: string, { host }: CiamTenant): string => host.replace(/^[^.]+/, id);

export interface CustomerHost {
  readonly side: CustomerSide;
  readonly host: string;
}

export const customerHostsOf = ({ id, b2c, ciam }: Tenant): readonly CustomerHost[] => [
  ...(b2c ? [b2c.host, b2c.customDomain] : [])
    .flatMap((host) => host ?? [])
    .map((host) => ({ side: 'b2c' as const, host })),
  ...(ciam ? [ciam.host, ciamIssuerHost(id, ciam), ciam.customDomain] : [])
    .flatMap((host) => host ?? [])
    .map((host) => ({ side: 'ciam' as const, host })),
];
