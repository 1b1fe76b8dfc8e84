/** The metadata document of a tenant, v1.0 and v2.0: members and order as recorded in 2024. */
import { consumersTenantId, tenantRefusal } from '../directory/find.ts';
import { jsonAnswer, refusalAnswer } from './answers.ts';
import type { EndpointContext, EndpointHandler } from './endpoint.ts';

/** How documents name the tenant: a domain in the path comes back as the tenant's id. */
const tenantName = ({ tenant }: EndpointContext) =>
  tenant.kind === 'tenant' ? tenant.tenant.id : tenant.segment.toLowerCase();

const tenantInIssuer = ({ tenant }: EndpointContext) => {
  if (tenant.kind === 'tenant') return tenant.tenant.id;
  return tenant.kind === 'consumers' ? consumersTenantId : '{tenantid}';
};

/** Where the client asked; a cloud's host is named as it is known, whatever listener stands in for it. */
const originOf = ({ clouds, host, request }: EndpointContext) =>
  clouds.byHost(host) ? `https://${host}` : request.url.origin;

const start = (base: string, path: string, keys: string) => ({
  token_endpoint: `${base}/${path}/token`,
  token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
  jwks_uri: keys,
  response_modes_supported: ['query', 'fragment', 'form_post'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
});

const endpoints = (base: string, path: string) => ({
  authorization_endpoint: `${base}/${path}/authorize`,
  device_authorization_endpoint: `${base}/${path}/devicecode`,
  http_logout_supported: true,
  frontchannel_logout_supported: true,
  end_session_endpoint: `${base}/${path}/logout`,
});

const claimsBefore = [
  'sub',
  'iss',
  'cloud_instance_name',
  'cloud_instance_host_name',
  'cloud_graph_host_name',
  'msgraph_host',
  'aud',
  'exp',
  'iat',
  'auth_time',
  'acr',
];

const graphHost = ({ tenant, cloud }: EndpointContext) =>
  tenant.kind === 'tenant' ? cloud.graph : cloud.graphInCommonDocument;

const end = (context: EndpointContext, base: string) => ({
  kerberos_endpoint: `${base}/kerberos`,
  tenant_region_scope: context.tenant.kind === 'tenant' ? context.cloud.tenantRegionScope : null,
  cloud_instance_name: context.cloud.cloudInstanceName,
  cloud_graph_host_name: context.cloud.legacyGraph,
  msgraph_host: graphHost(context),
  rbac_url: context.cloud.rbacUrl,
});

const v2Document = (context: EndpointContext, base: string) => ({
  ...start(base, 'oauth2/v2.0', `${base}/discovery/v2.0/keys`),
  response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
  scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
  issuer: `https://${context.cloud.issuerHost}/${tenantInIssuer(context)}/v2.0`,
  request_uri_parameter_supported: false,
  userinfo_endpoint: `https://${graphHost(context)}/oidc/userinfo`,
  ...endpoints(base, 'oauth2/v2.0'),
  claims_supported: [
    ...claimsBefore,
    'nonce',
    'preferred_username',
    'name',
    'tid',
    'ver',
    'at_hash',
    'c_hash',
    'email',
  ],
  ...end(context, base),
});

const v1Document = (context: EndpointContext, base: string) => ({
  ...start(base, 'oauth2', `${originOf(context)}/common/discovery/keys`),
  response_types_supported: ['code', 'id_token', 'code id_token', 'token id_token', 'token'],
  scopes_supported: ['openid'],
  issuer: `https://${context.cloud.stsHost}/${tenantInIssuer(context)}/`,
  microsoft_multi_refresh_token: true,
  ...endpoints(base, 'oauth2'),
  claims_supported: [...claimsBefore, 'amr', 'nonce', 'email', 'given_name', 'family_name', 'nickname'],
  check_session_iframe: `${base}/oauth2/checksession`,
  userinfo_endpoint: `${base}/openid/userinfo`,
  ...end(context, base),
});

/** Of a tenant in a cloud that this one federates with, the document is that cloud's. */
const atHome = (context: EndpointContext): EndpointContext => {
  const { tenant, cloud, clouds } = context;
  if (tenant.kind !== 'elsewhere' || !cloud.federatesWith.includes(tenant.tenant.cloud)) return context;
  const home = clouds.byId(tenant.tenant.cloud)!;
  return {
    ...context,
    cloud: home,
    host: home.login.preferredNetwork,
    tenant: { ...tenant, kind: 'tenant' },
  };
};

export const openidConfiguration: EndpointHandler = (asked) => {
  const context = atHome(asked);
  const noTenant = tenantRefusal(context);
  if (noTenant) return refusalAnswer(context, noTenant);
  const base = `${originOf(context)}/${tenantName(context)}`;
  context.setDecision(`described the tenant ${tenantName(context)}`);
  return jsonAnswer(context.version === 'v2' ? v2Document(context, base) : v1Document(context, base));
};
