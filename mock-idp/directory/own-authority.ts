/** Which of a world's tenants has an authority of its own at a host that is no cloud's. */
import type { OwnAuthorities } from '../config/authority-config.ts';
import { customerHostsOf, type CustomerSide } from '../customers/customer-tenants.ts';
import type { Directory, Tenant } from '../world.ts';

type FarmSide = keyof OwnAuthorities;
export type OwnSide = FarmSide | CustomerSide;

export interface OwnAuthority {
  readonly side: OwnSide;
  readonly tenant: Tenant;
}

const sides: readonly FarmSide[] = ['adfs', 'dsts', 'oidc'];

const hostsOf = (tenant: Tenant) => [
  ...sides.map((side) => ({ side, host: tenant[side]?.host })),
  ...customerHostsOf(tenant),
];

export const ownHostsOf = (tenant: Tenant): readonly string[] =>
  hostsOf(tenant).flatMap(({ host }) => host ?? []);

export const ownAuthorityAt = ({ tenants }: Directory, host: string): OwnAuthority | undefined => {
  for (const tenant of tenants) {
    const own = hostsOf(tenant).find((one) => one.host === host);
    if (own) return { side: own.side, tenant };
  }
  return undefined;
};

/** The tenant whose authority of that kind is asked. At a listener's own address it is the first that has one. */
export const tenantOfAuthority = ({ tenants }: Directory, side: FarmSide, host: string): Tenant | undefined =>
  tenants.find((tenant) => tenant[side]?.host === host) ?? tenants.find((tenant) => tenant[side]);
