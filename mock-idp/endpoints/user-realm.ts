/**
 * User realm: how a user name signs in. Every domain of a world is managed; others are unknown. Version 1.0, which
 * the SDKs ask for, speaks in snake case; 2.0 has members of its own.
 */
import { tenantByIdOrDomain } from '../directory/find.ts';
import { jsonAnswer } from './answers.ts';
import type { EndpointHandler } from './endpoint.ts';

/** What federated identity providers call Entra in `AppliesTo`. */
const cloudAudience = 'urn:federation:MicrosoftOnline';

export const userRealm: EndpointHandler = (context) => {
  const { world, cloud, query } = context;
  const login = context.path['upn'] ?? '';
  const domain = login.slice(login.indexOf('@') + 1).toLowerCase();
  const tenant = tenantByIdOrDomain(world.directory, domain);
  const type = tenant ? 'Managed' : 'Unknown';
  const cloudInstance = { cloud_instance_name: cloud.cloudInstanceName };
  context.setDecision(`the domain ${domain} is ${type.toLowerCase()}`);
  if (!query.get('api-version')?.startsWith('2.')) {
    const known = { domain_name: domain, ...cloudInstance, cloud_audience_urn: cloudAudience };
    return jsonAnswer({ ver: '1.0', account_type: type, ...(tenant ? known : cloudInstance) });
  }
  const known = { DomainName: domain, FederationBrandName: tenant?.name, TenantBrandingInfo: null };
  return jsonAnswer({ NameSpaceType: type, Login: login, ...(tenant ? known : {}), ...cloudInstance });
};
