/** The device authorization request (RFC 8628, section 3.1). */
import { findApp, tenantRefusal } from '../directory/find.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import { issueDeviceCode } from '../tokens/opaque.ts';
import { resolveScopes } from '../tokens/scopes.ts';
import { asDeviceAnswer } from '../v1/answer.ts';
import { asScopeRequest, resourceRefusal } from '../v1/request.ts';
import type { WireResponse } from '../wire.ts';
import { jsonAnswer, refusalAnswer } from './answers.ts';
import type { EndpointContext, EndpointHandler } from './endpoint.ts';

const issue = (context: EndpointContext): WireResponse | Refusal => {
  const { form, duplicates, tenant, cloud, world, request } = context;
  if (request.method !== 'POST') return refuse(900561, { accepted: 'POST', received: request.method });
  if (duplicates.length > 0) return refuse(9002313);
  const noTenant = tenantRefusal(context);
  if (noTenant) return noTenant;
  const app = findApp(context, form.get('client_id'));
  if (isRefusal(app)) return app;
  const scope = form.get('scope');
  if (!scope) return refuse(900144, { parameter: 'scope' });
  const granted = resolveScopes(context, app, scope);
  if (isRefusal(granted)) return granted;
  const claims = form.get('claims');
  const code = issueDeviceCode(context, {
    app,
    tenantSegment: tenant.segment,
    granted,
    ...(claims !== undefined && { claims }),
  });
  context.setDecision(`issued the user code ${code.userCode} for the app ${app.name}`);
  return jsonAnswer({
    user_code: code.userCode,
    device_code: code.deviceCode,
    verification_uri: cloud.deviceLogin,
    expires_in: world.config.tokens.deviceCodeExpiresIn,
    interval: world.config.tokens.deviceCodeInterval,
    message: `To sign in, use a web browser to open the page ${cloud.deviceLogin} and enter the code ${code.userCode} to authenticate.`,
  });
};

export const deviceAuthorization: EndpointHandler = (context) => {
  const result = resourceRefusal(context) ?? issue(asScopeRequest(context));
  if (isRefusal(result)) return refusalAnswer(context, result);
  return context.version === 'v1' ? asDeviceAnswer(result) : result;
};
