/**
 * Cloud Shell: a form is posted, and only the shell's own identity answers. In Azure that is the person in front of
 * the shell; here it is the machine's.
 * https://learn.microsoft.com/azure/cloud-shell/msi-authorization
 */
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import { hasMetadataHeader, machineAnswer, machineRefusal } from './machine-answer.ts';
import { machineToken } from './machine-token.ts';

const refused = (context: EndpointContext, code: string, message: string, status = 400) =>
  machineRefusal(context, code, { error: { code, message } }, { status });

const audiences = ({ cloud }: EndpointContext) => cloud.resources.flatMap(({ uris }) => uris).join(',');

export const cloudShell: EndpointHandler = async (context) => {
  const { request, form } = context;
  if (!hasMetadataHeader(context)) {
    return refused(context, 'MissingMetadataHeader', 'Required metadata header not specified');
  }
  if (request.method !== 'POST') return refused(context, 'MethodNotAllowed', 'Use POST.', 405);
  const token = await machineToken(context, {});
  switch (token.kind) {
    case 'no-resource':
      return refused(context, 'MissingResource', 'The parameter resource is missing.');
    case 'not-found':
    case 'several':
      return refused(context, 'IdentityNotFound', 'Identity not found');
    case 'refused':
      return refused(
        context,
        'AudienceNotSupported',
        `Audience ${form.get('resource') ?? ''} is not a supported MSI token audience.Supported audiences:${audiences(context)}`,
      );
    case 'token':
      return machineAnswer(context, {
        access_token: token.accessToken,
        refresh_token: '',
        expires_in: String(token.expiresIn),
        expires_on: String(token.expiresOn),
        not_before: String(token.notBefore),
        resource: token.resource,
        token_type: 'Bearer',
      });
  }
};
