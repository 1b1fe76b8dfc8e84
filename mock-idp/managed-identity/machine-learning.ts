/**
 * Azure Machine Learning: a secret in the header `secret`, numbers as numbers, as recorded. No error of it is on
 * record; these have the form of Entra's other small services.
 */
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import { machineAnswer, machineRefusal } from './machine-answer.ts';
import { machineToken } from './machine-token.ts';

const refused = (context: EndpointContext, status: number, code: string, message: string) =>
  machineRefusal(context, code, { error: { code, message } }, { status });

export const machineLearning: EndpointHandler = async (context) => {
  const { query, request, world } = context;
  if (request.headers['secret'] !== world.managedIdentity.identityHeader) {
    return refused(context, 401, 'Unauthorized', 'The header secret does not have the value of MSI_SECRET.');
  }
  if (query.get('api-version') !== '2017-09-01') {
    return refused(context, 400, 'InvalidApiVersion', 'Supported version is 2017-09-01.');
  }
  const token = await machineToken(context, { clientId: query.get('clientid') });
  switch (token.kind) {
    case 'no-resource':
      return refused(context, 400, 'MissingResource', 'The parameter resource is missing.');
    case 'not-found':
    case 'several':
      return refused(context, 400, 'IdentityNotFound', 'Identity not found');
    case 'refused':
      return refused(context, 400, 'InvalidResource', 'There is no such resource.');
    case 'token':
      return machineAnswer(context, {
        access_token: token.accessToken,
        expires_in: token.expiresIn,
        expires_on: token.expiresOn,
        resource: token.resource,
        token_type: 'Bearer',
      });
  }
};
