/**
 * App Service and Functions: a secret in `X-IDENTITY-HEADER`, errors of three members.
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import { machineAnswer, machineRefusal } from './machine-answer.ts';
import { machineToken } from './machine-token.ts';

const refused = (context: EndpointContext, statusCode: number, message: string) =>
  machineRefusal(
    context,
    message,
    { statusCode, message, correlationId: context.correlationId },
    { status: statusCode },
  );

export const appService: EndpointHandler = async (context) => {
  const { query, request, world } = context;
  if (request.headers['x-identity-header'] !== world.managedIdentity.identityHeader) {
    return refused(
      context,
      401,
      'X-IDENTITY-HEADER is missing or does not have the value of IDENTITY_HEADER.',
    );
  }
  if (query.get('api-version') !== '2019-08-01') {
    return refused(context, 400, 'The api-version is not supported. Supported version is 2019-08-01.');
  }
  const token = await machineToken(context, {
    clientId: query.get('client_id'),
    objectId: query.get('object_id') ?? query.get('principal_id'),
    resourceId: query.get('mi_res_id'),
  });
  switch (token.kind) {
    case 'no-resource':
      return refused(context, 400, 'The resource is missing.');
    case 'not-found':
    case 'several':
      return refused(
        context,
        400,
        'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.',
      );
    case 'refused':
      return refused(context, 500, 'An unexpected error occured while fetching the AAD Token.');
    case 'token':
      return machineAnswer(context, {
        access_token: token.accessToken,
        client_id: token.identity.clientId,
        expires_on: String(token.expiresOn),
        resource: token.resource,
        token_type: 'Bearer',
      });
  }
};
