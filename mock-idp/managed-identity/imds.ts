/**
 * The instance metadata service's token endpoint. Members, order and texts as recorded: everything is text, in
 * alphabetical order; an error of Entra is passed on as it came.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
 */
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import { aadErrorBody } from '../errors/error-body.ts';
import type { Refusal } from '../errors/error-data.ts';
import type { WireResponse } from '../wire.ts';
import { hasMetadataHeader, machineAnswer, machineRefusal } from './machine-answer.ts';
import { machineToken } from './machine-token.ts';

const server = ['Server', 'IMDS/150.870.65.1475'] as const;

export const invalidRequest = (context: EndpointContext, why: string, status = 400): WireResponse =>
  machineRefusal(
    context,
    `invalid_request (${why})`,
    { error: 'invalid_request', error_description: why },
    { status, headers: [server] },
  );

export const missingMetadataHeader = (context: EndpointContext): WireResponse =>
  invalidRequest(context, 'Required metadata header not specified');

/** Entra's answer to the machine, which asked the endpoint of its region. */
export const passedOn = (context: EndpointContext, refusal: Refusal): WireResponse => {
  const host = context.cloud.regional.replace('{region}', context.world.config.region);
  const body = { ...aadErrorBody({ ...context, host }, refusal), error: 'invalid_resource' };
  return machineRefusal(context, `AADSTS${refusal.refusal}`, body, { status: 400, headers: [server] });
};

export const imds: EndpointHandler = async (context) => {
  const { query } = context;
  if (!hasMetadataHeader(context)) return missingMetadataHeader(context);
  if (context.request.method !== 'GET') return invalidRequest(context, 'Method not allowed', 405);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(query.get('api-version') ?? '')) {
    return invalidRequest(context, "Required query variable 'api-version' is missing");
  }
  const token = await machineToken(context, {
    clientId: query.get('client_id'),
    objectId: query.get('object_id'),
    resourceId: query.get('msi_res_id') ?? query.get('mi_res_id'),
  });
  switch (token.kind) {
    case 'no-resource':
      return invalidRequest(context, "Required query variable 'resource' is missing");
    case 'not-found':
      return invalidRequest(context, 'Identity not found');
    case 'several':
      return invalidRequest(
        context,
        'Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request',
      );
    case 'refused':
      return passedOn(context, token.refusal);
    case 'token':
      return machineAnswer(
        context,
        {
          access_token: token.accessToken,
          client_id: token.identity.clientId,
          expires_in: String(token.expiresIn),
          expires_on: String(token.expiresOn),
          ext_expires_in: String(token.expiresIn),
          not_before: String(token.notBefore),
          resource: token.resource,
          token_type: 'Bearer',
        },
        { headers: [server, ['x-ms-request-id', context.traceId]] },
      );
  }
};

/** Whatever this machine's metadata service does not have: newer clients look for more, and go on without it. */
export const imdsNothing: EndpointHandler = (context) =>
  machineRefusal(context, 'not found', { error: 'Not found' }, { status: 404, headers: [server] });
