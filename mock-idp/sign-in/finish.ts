/** The end of a sign-in: the app gets its code and tokens, the device its user, or the no of that user. */
import { tenantOfToken } from '../directory/find.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse } from '../errors/error-data.ts';
import { donePage } from '../pages/end-pages.ts';
import { clientInfoOf, issueAccessToken, issueIdToken } from '../tokens/issue.ts';
import { issueAuthorizationCode } from '../tokens/opaque.ts';
import { scopeOfAnswer } from '../tokens/scopes.ts';
import type { Authentication } from '../state.ts';
import type { User } from '../world.ts';
import type { WireResponse } from '../wire.ts';
import { answerApp, cancelApp, refuseApp } from './app-answer.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { mustAskConsent } from './consent.ts';
import { authenticationIn, awaitsApproval } from './demands.ts';
import { endFlow, type DeviceSignIn, type SignIn } from './flow.ts';
import { errorPageAnswer, pageAnswer } from './page-answer.ts';
import type { ResponseFields } from './response-fields.ts';

/** Code and tokens, as the response type asks; the ID token vouches for what goes out beside it. */
const granted = async (
  context: EndpointContext,
  request: AuthorizationRequest,
  user: User,
  sessionId: string,
  authentication: Authentication | undefined,
): Promise<ResponseFields> => {
  const { app, responseTypes, reply, nonce, pkce, claims } = request;
  const { expiresIn } = context.world.config.tokens;
  const grant = {
    app,
    user,
    tenant: tenantOfToken(request.tenant, user),
    granted: request.granted,
    sessionId,
    ...(authentication && { authentication }),
  };
  const fields: [string, string][] = [];
  const code = responseTypes.includes('code')
    ? issueAuthorizationCode(context, {
        ...grant,
        redirectUri: reply.redirectUri,
        ...(nonce !== undefined && { nonce }),
        ...(pkce && { pkce }),
        ...(claims !== undefined && { claims }),
      }).code
    : undefined;
  if (code !== undefined) fields.push(['code', code]);
  const accessToken = responseTypes.includes('token')
    ? await issueAccessToken(context, { ...grant, claims, expiresIn, proof: 'none' })
    : undefined;
  if (accessToken !== undefined) {
    fields.push(
      ['access_token', accessToken],
      ['token_type', 'Bearer'],
      ['expires_in', String(expiresIn)],
      ['scope', scopeOfAnswer(request.granted)],
    );
  }
  if (responseTypes.includes('id_token')) {
    const beside = { ...(code !== undefined && { code }), ...(accessToken !== undefined && { accessToken }) };
    fields.push(['id_token', await issueIdToken(context, { ...grant, nonce, ...beside })]);
  }
  return fields;
};

/** Where the code is to be redeemed: what an instance aware app is told, names and order as documented. */
const instanceFields = ({ cloud }: EndpointContext): ResponseFields => [
  ['cloud_instance_name', cloud.cloudInstanceName],
  ['cloud_instance_host_name', cloud.login.preferredNetwork],
  ['cloud_graph_host_name', cloud.legacyGraph],
  ['msgraph_host', cloud.graph],
];

/** A person of another cloud is answered as that cloud would. */
const inCloudOf = (context: EndpointContext, { tenant }: User): EndpointContext =>
  tenant.cloud === context.cloud.id
    ? context
    : { ...context, cloud: context.clouds.byId(tenant.cloud) ?? context.cloud };

/** Answers the app for a user who has done all that was asked. */
export const finishRequest = async (
  asked: EndpointContext,
  request: AuthorizationRequest,
  user: User,
  sessionId: string,
  authentication?: Authentication,
): Promise<WireResponse> => {
  const { app, clientInfo, instanceAware, reply, responseTypes } = request;
  const context = { ...inCloudOf(asked, user), version: request.version };
  const fields = await granted(context, request, user, sessionId, authentication);
  context.setDecision(`gave ${responseTypes.join(', ')} for ${user.name} to the app ${app.name}`);
  return answerApp(reply, [
    ...fields,
    ...(instanceAware ? instanceFields(context) : []),
    ...(clientInfo
      ? ([['client_info', clientInfoOf({ app, user, tenant: tenantOfToken(request.tenant, user) })]] as const)
      : []),
    ...(reply.state === undefined ? [] : ([['state', reply.state]] as const)),
    ['session_state', sessionId],
  ]);
};

/** Meanwhile the code may have been used in another window, or have expired. */
const isOpen = ({ world }: EndpointContext, { code }: DeviceSignIn): boolean =>
  code.state.kind === 'pending' && world.clock.now() < code.expiresAt;

const finishDevice = (
  context: EndpointContext,
  { code, app }: DeviceSignIn,
  user: User,
  authentication: Authentication,
): WireResponse => {
  code.state = { kind: 'completed', user, authentication };
  context.setDecision(`let the device of the app ${app.name} in as ${user.name}`);
  return pageAnswer(
    donePage({
      title: `You have signed in to ${app.displayName} on your device`,
      text: 'You can close this window.',
    }),
  );
};

export const finish = (
  context: EndpointContext,
  flow: SignIn,
  user: User,
): WireResponse | Promise<WireResponse> => {
  endFlow(context, flow);
  if (flow.purpose.kind === 'device' && !isOpen(context, flow.purpose)) {
    return errorPageAnswer(context, refuse(70018));
  }
  return flow.purpose.kind === 'device'
    ? finishDevice(context, flow.purpose, user, authenticationIn(flow))
    : finishRequest(context, flow.purpose, user, flow.sessionId, authenticationIn(flow));
};

/** Cancel at the consent page is a no to the app, anywhere else to the sign-in. */
const cancelRequest = (
  context: EndpointContext,
  flow: SignIn,
  request: AuthorizationRequest,
): WireResponse => {
  const { user, accepted } = flow;
  const atConsent =
    user !== undefined &&
    !awaitsApproval(context, flow, user) &&
    mustAskConsent(context, user, { purpose: request, accepted });
  return atConsent ? refuseApp(context, request.reply, refuse(65004)) : cancelApp(context, request.reply);
};

const declineDevice = (context: EndpointContext, purpose: DeviceSignIn): WireResponse => {
  const { code, app } = purpose;
  if (isOpen(context, purpose)) context.world.declineDeviceCode(code.userCode);
  context.setDecision(`the user declined the device of the app ${app.name}`);
  return pageAnswer(
    donePage({
      title: `You did not sign in to ${app.displayName}`,
      text: 'The device has been told. You can close this window.',
    }),
  );
};

/** The person pressed Cancel on one of the pages. */
export const cancel = (context: EndpointContext, flow: SignIn): WireResponse => {
  endFlow(context, flow);
  return flow.purpose.kind === 'device'
    ? declineDevice(context, flow.purpose)
    : cancelRequest(context, flow, flow.purpose);
};
