/**
 * Azure Arc: whoever can read a file of this machine gets a token. The first request is answered with the file's
 * name, the second brings what stands in it.
 * https://learn.microsoft.com/azure/azure-arc/servers/managed-identity-authentication
 */
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import type { WireResponse } from '../wire.ts';
import { invalidRequest, missingMetadataHeader, passedOn } from './imds.ts';
import { hasMetadataHeader, machineAnswer, machineRefusal } from './machine-answer.ts';
import { machineToken } from './machine-token.ts';

const versions = ['2019-08-15', '2019-11-01', '2020-06-01'];

/** Go's way to write a time, which the agent is written in. */
const goTime = (ms: number) => `${new Date(ms).toISOString().replace('T', ' ').slice(0, -1)}0000 +0000 UTC`;

const challenge = (context: EndpointContext, why: string): WireResponse => {
  const { state, world, correlationId } = context;
  const { path, secret } = state.arcSecrets.create(world.random);
  context.watch('arc_secret', secret);
  const body = {
    error: 'unauthorized_client',
    error_description: why,
    error_codes: [401],
    timestamp: goTime(world.clock.now()),
    trace_id: '',
    correlation_id: correlationId,
  };
  return machineRefusal(context, why, body, {
    status: 401,
    headers: [['WWW-Authenticate', `Basic realm=${path}`]],
  });
};

export const azureArc: EndpointHandler = async (context) => {
  const { query, request, state } = context;
  if (!hasMetadataHeader(context)) return missingMetadataHeader(context);
  if (!versions.includes(query.get('api-version') ?? '')) {
    return invalidRequest(context, `Supported values of api-version are ${versions.join(', ')}`);
  }
  const secret = /^basic +(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  if (secret === undefined) return challenge(context, 'Missing Basic Authorization header');
  if (!state.arcSecrets.redeem(secret)) return challenge(context, 'Invalid Basic Authorization header');
  const token = await machineToken(context, {});
  switch (token.kind) {
    case 'no-resource':
      return invalidRequest(context, "Required query variable 'resource' is missing");
    case 'not-found':
    case 'several':
      return invalidRequest(context, 'Identity not found');
    case 'refused':
      return passedOn(context, token.refusal);
    case 'token':
      return machineAnswer(context, {
        access_token: token.accessToken,
        refresh_token: '',
        expires_in: String(token.expiresIn),
        expires_on: String(token.expiresOn),
        not_before: String(token.notBefore),
        resource: '',
        token_type: 'Bearer',
      });
  }
};
