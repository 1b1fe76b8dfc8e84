/** The signing keys: `kty,use,kid,x5t,n,e,x5c` and, on v2.0, the issuer. */
import { consumersTenantId, tenantRefusal } from '../directory/find.ts';
import type { PoolKey } from '../keys/key-pool.ts';
import { issuerOf } from '../tokens/identifiers.ts';
import { jsonAnswer, refusalAnswer } from './answers.ts';
import type { EndpointContext, EndpointHandler } from './endpoint.ts';

const tenantInIssuer = ({ tenant }: EndpointContext) => {
  if (tenant.kind === 'tenant') return tenant.tenant.id;
  return tenant.kind === 'consumers' ? consumersTenantId : '{tenantid}';
};

const keyMembers = (context: EndpointContext, { publicKey, x5t, certificateDer }: PoolKey) => {
  const { kty, n, e } = publicKey.export({ format: 'jwk' });
  const issuer = { issuer: issuerOf(context, tenantInIssuer(context)) };
  return {
    ...{ kty, use: 'sig', kid: x5t, x5t, n, e, x5c: [certificateDer] },
    ...(context.version === 'v2' && issuer),
  };
};

export const keys: EndpointHandler = async (context) => {
  const noTenant = tenantRefusal(context);
  if (noTenant) return refusalAnswer(context, noTenant);
  const published = await context.keys.published();
  context.setDecision('listed the signing keys');
  return jsonAnswer({ keys: published.map((key) => keyMembers(context, key)) });
};
