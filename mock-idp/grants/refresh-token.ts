/**
 * The refresh token grant. Each use brings a new refresh token and leaves the old one valid, as Entra does. A
 * refresh token is good for every API and, of a multi-tenant app, for every tenant of its cloud.
 */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { tenantOfToken } from '../directory/find.ts';
import { strangerRefusal } from '../directory/membership.ts';
import { isoSevenDigits } from '../errors/error-body.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import type { GrantedScopes, RefreshToken } from '../state.ts';
import { resolveScopes } from '../tokens/scopes.ts';
import { answerUserToken } from '../tokens/token-answer.ts';
import type { App } from '../world.ts';
import { revokedRefusal } from './authorization-code.ts';
import { missing, type Grant } from './grant.ts';
import { accessRefusal, authenticationOf } from '../policies/access.ts';
import { accountRefusal } from './user-refusal.ts';

/** `90.00:00:00`: days, hours, minutes and seconds as .NET writes a span. */
const spanOf = (seconds: number): string => {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  return `${days}.${two((seconds / 3600) % 24)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
};

/** Why a refresh token is not taken. */
export const tokenRefusal = (
  context: EndpointContext,
  app: App,
  token: RefreshToken,
): Refusal | undefined => {
  const { world } = context;
  const { refreshTokenExpiresIn } = world.config.tokens;
  if (token.app !== app && !(token.app.family && app.family)) {
    return refuse(70000, {}, token.app.family ? { suberror: 'client_mismatch' } : {});
  }
  if (token.revoked) return revokedRefusal(context, token);
  if (world.clock.now() >= token.lastUsedAt + refreshTokenExpiresIn * 1000) {
    return refuse(700082, {
      issued: isoSevenDigits(token.issuedAt),
      inactive: spanOf(refreshTokenExpiresIn),
    });
  }
  return accountRefusal(token.user);
};

/** What is not asked for anew stays as it was granted; the answer has a refresh token whatever is asked. */
const grantedNow = (context: EndpointContext, app: App, token: RefreshToken): GrantedScopes | Refusal => {
  const scope = context.form.get('scope');
  const asked = scope === undefined ? token.granted : resolveScopes(context, app, scope);
  if (isRefusal(asked)) return asked;
  return { ...asked, oidc: asked.oidc.length > 0 ? asked.oidc : token.granted.oidc, offline: true };
};

export const refreshToken: Grant = async (context, { app, proof }) => {
  const { form, state, world, tenant } = context;
  const incomplete = missing(context, 'refresh_token');
  if (incomplete) return incomplete;
  const token = state.refreshTokens.get(form.get('refresh_token')!);
  if (!token) return refuse(70000);
  context.setRefreshTokenAge(world.clock.now() - token.issuedAt);
  const refused = tokenRefusal(context, app, token);
  if (refused) return refused;
  const granted = grantedNow(context, app, token);
  if (isRefusal(granted)) return granted;
  const { user } = token;
  const stranger = strangerRefusal(context, { app, tenant }, user);
  if (stranger) return stranger;
  const authentication = authenticationOf(token);
  const claims = form.get('claims');
  const tokenTenant = tenantOfToken(tenant, user);
  const access = { user, app, tenant: tokenTenant, granted, authentication, claims };
  const noAccess = accessRefusal(context, access);
  if (noAccess) return noAccess;
  token.lastUsedAt = world.clock.now();
  return answerUserToken(context, {
    app,
    user,
    tenant: tokenTenant,
    granted,
    proof,
    authentication,
    claims,
  });
};
