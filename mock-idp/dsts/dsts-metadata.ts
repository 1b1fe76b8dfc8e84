/** The metadata document of a dSTS tenant. No recorded one is known: it has what OpenID Connect Discovery asks for. */
import { tenantRefusal } from '../directory/find.ts';
import { jsonAnswer, refusalAnswer } from '../endpoints/answers.ts';
import type { EndpointHandler } from '../endpoints/endpoint.ts';
import { issuerOf } from '../tokens/identifiers.ts';
import { dstsBase } from './dsts-context.ts';

export const dstsConfiguration: EndpointHandler = (context) => {
  const { tenant } = context;
  const noTenant = tenantRefusal(context);
  if (noTenant) return refusalAnswer(context, noTenant);
  if (tenant.kind !== 'tenant') return refusalAnswer(context, { refusal: 900023 });
  const base = dstsBase(context);
  context.setDecision(`described the tenant ${tenant.tenant.id}`);
  return jsonAnswer({
    issuer: issuerOf(context, tenant.tenant.id),
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    response_types_supported: ['code', 'id_token', 'code id_token'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
  });
};
