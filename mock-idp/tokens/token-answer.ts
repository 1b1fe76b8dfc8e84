/** The token endpoint's success: members in the order recorded, numbers as JSON numbers. */
import { jsonAnswer } from '../endpoints/answers.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { isContinuous, rememberContinuous } from '../policies/continuous-access.ts';
import type { Authentication } from '../state.ts';
import type { AccessTokenGrant } from './claims.ts';
import { clientInfoOf, issueAccessToken, issueIdToken } from './issue.ts';
import { issueRefreshToken } from './opaque.ts';
import { scopeOfAnswer } from './scopes.ts';
import type { User } from '../world.ts';
import type { WireResponse } from '../wire.ts';

const lifetimes = ({ world: { config } }: EndpointContext, expiresIn: number) => ({
  expires_in: expiresIn,
  ext_expires_in: expiresIn,
  ...(config.tokens.refreshIn !== undefined && { refresh_in: config.tokens.refreshIn }),
});

type AppGrant = Omit<AccessTokenGrant, 'expiresIn' | 'user' | 'authentication'>;

export const answerAppToken = async (context: EndpointContext, grant: AppGrant): Promise<WireResponse> => {
  const { expiresIn } = context.world.config.tokens;
  context.setDecision(`issued a token to the app ${grant.app.name}`);
  return jsonAnswer({
    token_type: 'Bearer',
    ...lifetimes(context, expiresIn),
    access_token: await issueAccessToken(context, { ...grant, expiresIn }),
  });
};

export interface UserGrant extends AppGrant {
  readonly user: User;
  readonly authentication?: Authentication | undefined;
  readonly nonce?: string | undefined;
  /** Seconds; default: the world's. */
  readonly expiresIn?: number;
}

export const answerUserToken = async (context: EndpointContext, grant: UserGrant): Promise<WireResponse> => {
  const { app, user, granted, authentication } = grant;
  const { tokens } = context.world.config;
  const continuous = isContinuous(context, granted, grant.claims);
  const expiresIn = grant.expiresIn ?? (continuous ? tokens.continuousExpiresIn : tokens.expiresIn);
  if (continuous) rememberContinuous(context, user);
  context.setDecision(`issued a token to ${user.name} for the app ${app.name}`);
  return jsonAnswer({
    token_type: 'Bearer',
    scope: scopeOfAnswer(granted),
    ...lifetimes(context, expiresIn),
    access_token: await issueAccessToken(context, { ...grant, expiresIn }),
    ...(granted.offline && {
      refresh_token: issueRefreshToken(context, {
        app,
        user,
        granted,
        ...(authentication && { authentication }),
      }).token,
    }),
    ...(app.family && { foci: '1' }),
    ...(granted.oidc.includes('openid') && { id_token: await issueIdToken(context, grant) }),
    ...(context.form.has('client_info') && { client_info: clientInfoOf(grant) }),
  });
};
