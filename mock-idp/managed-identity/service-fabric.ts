/**
 * Service Fabric: a secret in the header `secret`, over TLS with a certificate that the client knows by thumbprint.
 * https://learn.microsoft.com/azure/service-fabric/how-to-managed-identity-service-fabric-app-code#error-handling
 */
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import { machineAnswer, machineRefusal } from './machine-answer.ts';
import { machineToken } from './machine-token.ts';

const versions = ['2019-07-01-preview', '2020-05-01'];

const refused = (context: EndpointContext, status: number, code: string, message: string) =>
  machineRefusal(
    context,
    code,
    { error: { correlationId: context.correlationId, code, message } },
    { status },
  );

export const serviceFabric: EndpointHandler = async (context) => {
  const { query, request, world } = context;
  const { secret } = request.headers;
  if (secret === undefined) {
    return refused(context, 404, 'SecretHeaderNotFound', 'Secret is not found in the request headers.');
  }
  const notFound = () =>
    refused(
      context,
      404,
      'ManagedIdentityNotFound',
      'Managed Identity not found for the specified application host.',
    );
  if (secret !== world.managedIdentity.identityHeader) return notFound();
  const version = query.get('api-version') ?? '';
  if (!versions.includes(version)) {
    const message = `The api-version '${version}' is not supported. Supported versions are '${versions.join("', '")}'.`;
    return refused(context, 400, 'InvalidApiVersion', message);
  }
  const token = await machineToken(context, {
    clientId: query.get('client_id'),
    objectId: query.get('principalId') ?? query.get('object_id'),
    resourceId: query.get('mi_res_id'),
  });
  switch (token.kind) {
    case 'no-resource':
      return refused(
        context,
        404,
        'ArgumentNullOrEmpty',
        "The parameter 'resource' should not be null or empty string.",
      );
    case 'not-found':
    case 'several':
      return notFound();
    case 'refused':
      return refused(context, 500, 'InternalServerError', 'An error occurred.');
    case 'token':
      return machineAnswer(context, {
        token_type: 'Bearer',
        access_token: token.accessToken,
        expires_on: token.expiresOn,
        resource: token.resource,
      });
  }
};
