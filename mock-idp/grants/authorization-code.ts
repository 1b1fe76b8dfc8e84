/** The authorization code grant with PKCE (RFC 7636): a code, once, by who asked for it, where they asked. */
import { createHash } from 'node:crypto';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import { isoSevenDigits } from '../errors/error-body.ts';
import type { AuthorizationCode, GrantedScopes } from '../state.ts';
import { resolveScopes } from '../tokens/scopes.ts';
import { answerUserToken } from '../tokens/token-answer.ts';
import type { App } from '../world.ts';
import { missing, type Grant } from './grant.ts';
import { accessRefusal, authenticationOf } from '../policies/access.ts';
import { accountRefusal } from './user-refusal.ts';

const isVerified = (pkce: NonNullable<AuthorizationCode['pkce']>, verifier: string | undefined): boolean => {
  if (verifier === undefined) return false;
  const answer =
    pkce.method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url');
  return answer === pkce.challenge;
};

const isForOtherTenant = (code: AuthorizationCode, { tenant, cloud }: EndpointContext) =>
  (tenant.kind === 'tenant' && tenant.tenant !== code.tenant) || code.tenant.cloud !== cloud.id;

export const revokedRefusal = (
  { state, world }: EndpointContext,
  { user, issuedAt }: { readonly user: { readonly id: string }; readonly issuedAt: number },
): Refusal =>
  refuse(50173, {
    issued: isoSevenDigits(issuedAt),
    valid_from: isoSevenDigits(state.tokensValidFrom.get(user.id) ?? world.clock.now()),
  });

/** Why a code is not taken, whoever brings it. */
export const codeRefusal = (
  context: EndpointContext,
  app: App,
  code: AuthorizationCode,
): Refusal | undefined => {
  const { form, world } = context;
  if (code.app !== app) return refuse(70000);
  if (code.redeemed) return refuse(54005);
  if (code.revoked) return revokedRefusal(context, code);
  if (world.clock.now() >= code.issuedAt + world.config.tokens.authorizationCodeExpiresIn * 1000) {
    return refuse(70008);
  }
  if (isForOtherTenant(code, context)) return refuse(700005);
  const redirectUri = form.get('redirect_uri')!;
  if (redirectUri !== code.redirectUri) {
    return refuse(500112, { redirect_uri: redirectUri, expected: code.redirectUri });
  }
  if (code.pkce && !isVerified(code.pkce, form.get('code_verifier'))) return refuse(501481);
  return (
    accountRefusal(code.user) ??
    accessRefusal(context, {
      ...code,
      authentication: authenticationOf(code),
      claims: form.get('claims') ?? code.claims,
    })
  );
};

/** The scopes of the code, or those the client names now; they decide nothing about the ID or refresh token. */
const grantedNow = (context: EndpointContext, app: App, code: AuthorizationCode): GrantedScopes | Refusal => {
  const scope = context.form.get('scope');
  if (scope === undefined) return code.granted;
  const asked = resolveScopes(context, app, scope);
  if (isRefusal(asked)) return asked;
  const { resource, scopes } = asked.scopes.length > 0 ? asked : code.granted;
  return { ...code.granted, resource, scopes };
};

export const authorizationCode: Grant = async (context, { app, proof }) => {
  const incomplete = missing(context, 'code', 'redirect_uri');
  if (incomplete) return incomplete;
  const code = context.state.authorizationCodes.get(context.form.get('code')!);
  if (!code) return refuse(70000);
  const refused = codeRefusal(context, app, code);
  if (refused) return refused;
  const granted = grantedNow(context, app, code);
  if (isRefusal(granted)) return granted;
  code.redeemed = true;
  const { user, tenant, nonce, sessionId } = code;
  const claims = context.form.get('claims') ?? code.claims;
  const authentication = authenticationOf(code);
  return answerUserToken(context, {
    app,
    user,
    tenant,
    granted,
    proof,
    nonce,
    sessionId,
    authentication,
    claims,
  });
};
