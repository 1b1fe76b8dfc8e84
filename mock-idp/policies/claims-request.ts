/** The `claims` parameter (OpenID Connect Core, section 5.5), as far as Entra's challenges use it. */

interface AskedClaim {
  readonly value?: unknown;
  readonly values?: unknown;
}

const askedOfAccessToken = (claims: string | undefined, name: string): AskedClaim | undefined => {
  if (claims === undefined) return undefined;
  try {
    const asked = JSON.parse(claims) as { access_token?: Record<string, AskedClaim | null> | null } | null;
    return asked?.access_token?.[name] ?? undefined;
  } catch {
    return undefined;
  }
};

/** The values asked for one claim of the access token; none where it is not asked for. */
export const askedValues = (claims: string | undefined, name: string): readonly string[] => {
  const asked = askedOfAccessToken(claims, name);
  return Array.isArray(asked?.values) ? asked.values.map(String) : [];
};

/** Whether the client says that it understands claims challenges of APIs (continuous access evaluation). */
export const understandsChallenges = (claims: string | undefined): boolean =>
  askedValues(claims, 'xms_cc').some((capability) => capability.toLowerCase() === 'cp1');

/** What a client is to send back after it was refused for these policies. */
export const policyChallenge = (policyIds: readonly string[]): string =>
  JSON.stringify({ access_token: { capolids: { essential: true, values: policyIds } } });
