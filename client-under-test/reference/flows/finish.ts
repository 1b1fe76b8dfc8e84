/** The common end of the flows: from an entry found, or from an answer saved, to the result. */
import { realmOf, withTenantIfAny } from '../authority/authority.ts';
import { resultOf, type AuthenticationResult } from '../authentication-result.ts';
import type { AccessTokenEntity } from '../cache/entities.ts';
import { accountFor, findAccessToken, idTokenFor, type TokenOwner } from '../cache/lookup.ts';
import { saveTokenResponse } from '../cache/save.ts';
import type { Operation } from '../operation.ts';
import type { TokenResponse } from '../token/token-response.ts';

/** The result for a cached access token that is still good; undefined when there is none. */
export function cachedResult(
  operation: Operation,
  owner: TokenOwner,
  anyRealm = false,
): Promise<AuthenticationResult | undefined> {
  const { app, authority, scopes } = operation;
  return app.cache.access(false, async () => {
    const query = {
      owner,
      clientId: app.clientId,
      realm: anyRealm ? undefined : realmOf(authority),
      scopes,
      now: app.clock.now(),
    };
    const found = await findAccessToken(app.cache, query, operation.metadata);
    operation.log('verbose', `Access token in the cache: ${found.kind}.`);
    return found.kind === 'found' ? fromCache(operation, found.token) : undefined;
  });
}

async function fromCache(
  operation: Operation,
  accessToken: AccessTokenEntity,
): Promise<AuthenticationResult> {
  const { cache } = operation.app;
  const isOfUser = Boolean(accessToken.home_account_id);
  const { preferredNetwork } = await operation.metadata([accessToken.environment]);
  return resultOf(
    {
      accessToken,
      idToken: isOfUser ? idTokenFor(cache, accessToken) : undefined,
      account: isOfUser ? accountFor(cache, accessToken) : undefined,
    },
    { correlationId: operation.correlationId, source: 'cache', environment: preferredNetwork },
  );
}

/** Saves the answer and makes the result of it. A tenant left to the user is the one the ID token names. */
export async function savedResult(
  operation: Operation,
  response: TokenResponse,
  assertionHash?: string,
): Promise<AuthenticationResult> {
  const { app, authority } = operation;
  const metadata = await operation.metadata();
  const realm = realmOf(withTenantIfAny(authority, response.user?.claims?.tid));
  const saved = await app.cache.access(true, () =>
    saveTokenResponse(app.cache, {
      clientId: app.clientId,
      metadata,
      realm,
      response,
      now: app.clock.now(),
      assertionHash,
    }),
  );
  const account = saved.account ?? (response.user && accountFor(app.cache, saved.accessToken));
  return resultOf(
    { ...saved, account },
    {
      correlationId: operation.correlationId,
      source: 'identity-provider',
      environment: metadata.preferredNetwork,
    },
  );
}
