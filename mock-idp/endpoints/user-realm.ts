/**
 * User realm: how a user name signs in. A domain of the world is managed, or federated to the AD FS of its tenant;
 * others are unknown. Version 1.0, which the SDKs ask for, speaks in snake case; 2.0 has members of its own, and
 * GetUserRealm.srf, the oldest, has yet others.
 */
import { domainOf, federationHost, passiveUrl } from '../adfs/federation.ts';
import { tenantByIdOrDomain } from '../directory/find.ts';
import type { Tenant } from '../world.ts';
import { entraAudience } from '../ws-trust/trust-versions.ts';
import { jsonAnswer } from './answers.ts';
import type { EndpointContext, EndpointHandler } from './endpoint.ts';

interface Realm {
  readonly login: string;
  readonly domain: string;
  readonly tenant: Tenant | undefined;
  /** Host of the AD FS, when the domain is federated. */
  readonly federation: string | undefined;
  readonly type: 'Managed' | 'Federated' | 'Unknown';
}

const realmOfLogin = (context: EndpointContext, login: string): Realm => {
  const { world } = context;
  const domain = domainOf(login);
  const tenant = tenantByIdOrDomain(world.directory, domain);
  const federation = tenant && federationHost(tenant, domain);
  const known = federation === undefined ? 'Managed' : 'Federated';
  const type = tenant ? known : 'Unknown';
  context.setDecision(`the domain ${domain} is ${type.toLowerCase()}`);
  return { login, domain, tenant, federation, type };
};

const version1 = ({ domain, tenant, federation, type }: Realm, cloudInstance: string) => {
  const trust = `https://${federation ?? ''}/adfs/services/trust`;
  return {
    ver: '1.0',
    account_type: type,
    ...(tenant && { domain_name: domain }),
    ...(federation !== undefined && {
      federation_protocol: 'WSTrust',
      federation_metadata_url: `${trust}/mex`,
      federation_active_auth_url: `${trust}/2005/usernamemixed`,
    }),
    cloud_instance_name: cloudInstance,
    ...(tenant && { cloud_audience_urn: entraAudience }),
  };
};

const version2 = ({ login, domain, tenant, federation, type }: Realm, cloudInstance: string) => ({
  NameSpaceType: type,
  ...(federation !== undefined && { federation_protocol: 'WSTrust' }),
  Login: login,
  ...(federation !== undefined && { AuthURL: passiveUrl(federation, login) }),
  ...(tenant && { DomainName: domain, FederationBrandName: tenant.name, TenantBrandingInfo: null }),
  cloud_instance_name: cloudInstance,
});

export const userRealm: EndpointHandler = (context) => {
  const realm = realmOfLogin(context, context.path['upn'] ?? '');
  const { cloudInstanceName } = context.cloud;
  const second = context.query.get('api-version')?.startsWith('2.') ?? false;
  return jsonAnswer(second ? version2(realm, cloudInstanceName) : version1(realm, cloudInstanceName));
};

/** `State` and `UserState` as documented for each type; of an unknown domain only that it is unknown is known. */
const states = {
  Managed: { State: 4, UserState: 1 },
  Federated: { State: 3, UserState: 2 },
  Unknown: { State: 4, UserState: 1 },
} as const;

export const getUserRealm: EndpointHandler = (context) => {
  const login = context.query.get('login') ?? context.form.get('login') ?? '';
  const { domain, tenant, federation, type } = realmOfLogin(context, login);
  return jsonAnswer({
    ...states[type],
    Login: login,
    NameSpaceType: type,
    ...(tenant && { DomainName: domain }),
    ...(federation !== undefined && {
      FederationGlobalVersion: -1,
      AuthURL: passiveUrl(federation, login),
    }),
    ...(tenant && { FederationBrandName: tenant.name }),
    CloudInstanceName: context.cloud.cloudInstanceName,
  });
};
