/** The token endpoint: the tenant, then the grant's name, then the client, then the grant itself. */
import { tenantRefusal } from '../directory/find.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import { authorizationCode } from '../grants/authorization-code.ts';
import { authenticateClient } from '../grants/client-authentication.ts';
import { clientCredentials } from '../grants/client-credentials.ts';
import { deviceCode } from '../grants/device-code.ts';
import type { Grant } from '../grants/grant.ts';
import { onBehalfOf } from '../grants/on-behalf-of.ts';
import { password } from '../grants/password.ts';
import { refreshToken } from '../grants/refresh-token.ts';
import { samlBearer } from '../grants/saml-bearer.ts';
import { throttledAnswer } from '../policies/throttling.ts';
import { asTokenAnswer } from '../v1/answer.ts';
import { asTokenRequest } from '../v1/request.ts';
import type { WireResponse } from '../wire.ts';
import { refusalAnswer } from './answers.ts';
import type { EndpointContext, EndpointHandler } from './endpoint.ts';

const grants: ReadonlyMap<string, Grant> = new Map([
  ['client_credentials', clientCredentials],
  ['authorization_code', authorizationCode],
  ['refresh_token', refreshToken],
  ['password', password],
  ['device_code', deviceCode],
  ['urn:ietf:params:oauth:grant-type:device_code', deviceCode],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', onBehalfOf],
  ['urn:ietf:params:oauth:grant-type:saml1_1-bearer', samlBearer('saml1.1')],
  ['urn:ietf:params:oauth:grant-type:saml2-bearer', samlBearer('saml2.0')],
]);

const redeem = async (context: EndpointContext): Promise<WireResponse | Refusal> => {
  const { form, duplicates, request } = context;
  if (request.method !== 'POST') return refuse(900561, { accepted: 'POST', received: request.method });
  if (duplicates.length > 0) return refuse(9002313);
  const noTenant = tenantRefusal(context);
  if (noTenant) return noTenant;
  const name = form.get('grant_type');
  if (!name) return refuse(900144, { parameter: 'grant_type' });
  const grant = grants.get(name);
  if (!grant) return refuse(70003, { grant: name });
  const asked = asTokenRequest(context);
  if (isRefusal(asked)) return asked;
  const client = await authenticateClient(asked);
  if (isRefusal(client)) return client;
  const answer = await grant(asked, client);
  return isRefusal(answer) || context.version === 'v2' ? answer : asTokenAnswer(context, answer);
};

export const token: EndpointHandler = async (context) => {
  const throttled = throttledAnswer(context);
  if (throttled) return throttled;
  const result = await redeem(context);
  return isRefusal(result) ? refusalAnswer(context, result) : result;
};
