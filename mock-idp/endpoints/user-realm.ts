/** User realm: how a user name signs in. Every domain of a world is managed; others are unknown. */
import { tenantByIdOrDomain } from '../directory/find.ts';
import { jsonAnswer } from './answers.ts';
import type { EndpointHandler } from './endpoint.ts';

export const userRealm: EndpointHandler = (context) => {
  const { world, cloud } = context;
  const login = context.path['upn'] ?? '';
  const domain = login.slice(login.indexOf('@') + 1).toLowerCase();
  const tenant = tenantByIdOrDomain(world.directory, domain);
  context.setDecision(tenant ? `the domain ${domain} is managed` : `the domain ${domain} is unknown`);
  if (!tenant)
    return jsonAnswer({
      NameSpaceType: 'Unknown',
      Login: login,
      cloud_instance_name: cloud.cloudInstanceName,
    });
  return jsonAnswer({
    NameSpaceType: 'Managed',
    Login: login,
    DomainName: domain,
    FederationBrandName: tenant.name,
    TenantBrandingInfo: null,
    cloud_instance_name: cloud.cloudInstanceName,
  });
};
