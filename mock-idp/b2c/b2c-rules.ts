/** How customers of a B2C tenant sign in and up under a policy, and how their app is answered. */
import { authenticationIn, type CustomerRules } from '../customers/customer-flow.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse } from '../errors/error-data.ts';
import { answerApp } from '../sign-in/app-answer.ts';
import type { AuthorizationRequest } from '../sign-in/authorization-request.ts';
import type { ResponseFields } from '../sign-in/response-fields.ts';
import { issueAuthorizationCode } from '../tokens/opaque.ts';
import type { Authentication } from '../state.ts';
import type { WireResponse } from '../wire.ts';
import type { User } from '../world.ts';
import type { B2cAuthority } from './b2c-authority.ts';
import { b2cErrorPageAnswer, refuseB2c, refuseB2cApp } from './b2c-errors.ts';
import {
  b2cClientInfo,
  b2cScope,
  issueB2cAccessToken,
  issueB2cIdToken,
  type B2cGrant,
} from './b2c-tokens.ts';

const grantedFields = async (
  context: EndpointContext,
  authority: B2cAuthority,
  { responseTypes, reply, pkce }: AuthorizationRequest,
  grant: B2cGrant,
): Promise<ResponseFields> => {
  const { app, user, granted, signIn, authentication, nonce } = grant;
  const fields: [string, string][] = [];
  if (responseTypes.includes('code')) {
    const { code } = issueAuthorizationCode(context, {
      ...{
        app,
        user,
        granted,
        tenant: authority.tenant,
        redirectUri: reply.redirectUri,
        b2c: signIn,
        authentication,
      },
      ...(nonce !== undefined && { nonce }),
      ...(pkce && { pkce }),
    });
    fields.push(['code', code]);
  }
  if (responseTypes.includes('token') && granted.scopes.length > 0) {
    fields.push(
      ['access_token', await issueB2cAccessToken(context, authority, grant)],
      ['token_type', 'Bearer'],
      ['expires_in', String(context.world.config.tokens.expiresIn)],
      ['scope', b2cScope(granted)],
    );
  }
  if (responseTypes.includes('id_token')) {
    fields.push(['id_token', await issueB2cIdToken(context, authority, grant)]);
  }
  return fields;
};

export interface FinishedSignIn {
  readonly user: User;
  readonly newUser: boolean;
  readonly authentication: Authentication;
}

/** Answers the app for a user who has done all that the policy asks. */
export const finishB2c = async (
  context: EndpointContext,
  authority: B2cAuthority,
  request: AuthorizationRequest,
  { user, newUser, authentication }: FinishedSignIn,
): Promise<WireResponse> => {
  const { app, granted, nonce, reply, clientInfo, responseTypes } = request;
  const signIn = { policy: authority.policy, newUser };
  const fields = await grantedFields(context, authority, request, {
    ...{ app, user, granted, nonce },
    signIn,
    authentication,
  });
  const what = responseTypes.join(', ');
  context.setDecision(`gave ${what} of ${authority.policy} for ${user.name} to the app ${app.name}`);
  return answerApp(reply, [
    ...(reply.state === undefined ? [] : ([['state', reply.state]] as const)),
    ...(clientInfo ? ([['client_info', b2cClientInfo(authority, user)]] as const) : []),
    ...fields,
  ]);
};

export const b2cRules = (authority: B2cAuthority): CustomerRules => ({
  signInWith: 'password',
  signUp: authority.kind === 'sign-up-or-sign-in',
  identityProviders: authority.tenant.b2c.identityProviders,
  attributes: { displayName: {} },
  editsProfile: authority.kind === 'edit-profile',
  problem: (_, text) => ({ text }),
  forgot: (context, { purpose }) => refuseB2cApp(context, purpose.reply, refuseB2c(90118)),
  cancel: (context, { purpose }) => refuseB2cApp(context, purpose.reply, refuseB2c(90091)),
  finish: (context, flow, user) =>
    finishB2c(context, authority, flow.purpose, {
      user,
      newUser: flow.newUser,
      authentication: authenticationIn(flow),
    }),
  outOfTurn: (context) => b2cErrorPageAnswer(context, refuse(165000)),
});
