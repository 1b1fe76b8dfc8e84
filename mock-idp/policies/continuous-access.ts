/**
 * Continuous access evaluation: clients that can be challenged get tokens for a day, which end when the user's
 * sessions do. Tokens of other clients stay good until they expire, whatever happens.
 * https://learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation
 */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { keepAtMost } from '../sign-in/keep-at-most.ts';
import type { GrantedScopes, WorldState } from '../state.ts';
import { utiOf } from '../tokens/identifiers.ts';
import { textMember } from '../tokens/jwt.ts';
import type { User } from '../world.ts';
import { understandsChallenges } from './claims-request.ts';

const mostTokens = 10_000;

/** Whether the token can be ended early: the client says it understands, and the API (Graph, here) looks. */
export const isContinuous = (
  { cloud }: EndpointContext,
  { resource }: GrantedScopes,
  claims: string | undefined,
): boolean => understandsChallenges(claims) && resource.appId === cloud.resources[0]!.appId;

/** Remembers the token of this answer, so that it can be ended. */
export const rememberContinuous = ({ state, traceId }: EndpointContext, user: User): void => {
  keepAtMost(state.continuousTokens, mostTokens).set(utiOf(traceId), user.id);
};

/** Ends the tokens a user has; those issued from now on are good, even in the same second. */
export const endContinuous = (state: WorldState, user: User): void => {
  for (const [uti, userId] of state.continuousTokens) {
    if (userId !== user.id) continue;
    state.continuousTokens.delete(uti);
    keepAtMost(state.endedTokens, mostTokens).set(uti, userId);
  }
};

/** Tokens are dated five minutes back. */
const backdated = 300;

/** Whether a token that can be ended has been, by a revocation or because its user was disabled. */
export const isEnded = (
  { state }: EndpointContext,
  claims: Readonly<Record<string, unknown>>,
  user: User,
): boolean => {
  const capabilities = claims['xms_cc'];
  if (!Array.isArray(capabilities) || !capabilities.some((one) => String(one).toLowerCase() === 'cp1')) {
    return false;
  }
  const issuedBefore = (Number(claims['iat']) + backdated + 1) * 1000;
  const validFrom = state.tokensValidFrom.get(user.id) ?? -Infinity;
  return (
    user.state === 'disabled' || state.endedTokens.has(textMember(claims, 'uti')) || issuedBefore <= validFrom
  );
};

/** The challenge: a token that is younger than the end of the others. */
export const nbfChallenge = ({ state, world }: EndpointContext, user: User): string => {
  const validFrom = state.tokensValidFrom.get(user.id) ?? world.clock.now();
  // The one space stands there on the wire, too.
  const claims = `{"access_token":{"nbf":{"essential":true, "value":"${Math.floor(validFrom / 1000)}"}}}`;
  return Buffer.from(claims).toString('base64');
};
