/** The signing keys: `kty,use,kid,x5t,n,e,x5c` and, on v2.0, the issuer. */
import { consumersTenantId, tenantRefusal } from '../directory/find.ts';
import { issuerOf } from '../tokens/identifiers.ts';
import { jsonAnswer, refusalAnswer } from './answers.ts';
import type { EndpointContext, EndpointHandler } from './endpoint.ts';

const tenantInIssuer = ({ tenant }: EndpointContext) => {
  if (tenant.kind === 'tenant') return tenant.tenant.id;
  return tenant.kind === 'consumers' ? consumersTenantId : '{tenantid}';
};

export const keys: EndpointHandler = async (context) => {
  const noTenant = tenantRefusal(context.tenant);
  if (noTenant) return refusalAnswer(context, noTenant);
  const key = await context.keys.signing();
  const { kty, n, e } = key.publicKey.export({ format: 'jwk' });
  context.setDecision('listed the signing keys');
  return jsonAnswer({
    keys: [
      {
        kty,
        use: 'sig',
        kid: key.x5t,
        x5t: key.x5t,
        n,
        e,
        x5c: [key.certificateDer],
        ...(context.version === 'v2' && { issuer: issuerOf(context, tenantInIssuer(context)) }),
      },
    ],
  });
};
