/** Sets of scopes: compared without case, written with the case they came in. */

/** Scopes that belong to OpenID Connect and never decide which access token fits. */
export const reservedScopes = ['openid', 'profile', 'offline_access'] as const;

const reserved: ReadonlySet<string> = new Set(reservedScopes);

export function splitScopes(text: string): string[] {
  return text.split(' ').filter((scope) => scope !== '');
}

/** Sorted and without doubles. */
export function sortedScopes(scopes: readonly string[]): string[] {
  const byLowerCase = new Map<string, string>();
  for (const scope of scopes)
    if (!byLowerCase.has(scope.toLowerCase())) byLowerCase.set(scope.toLowerCase(), scope);
  return [...byLowerCase.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, scope]) => scope);
}

/** What a user flow asks for: the scopes of the caller and the reserved ones, sorted. */
export function userFlowScopes(scopes: readonly string[]): string {
  return sortedScopes([...scopes, ...reservedScopes]).join(' ');
}

export function withoutReserved(scopes: readonly string[]): string[] {
  return scopes.filter((scope) => !reserved.has(scope.toLowerCase()));
}

/** Whether a token with the scopes `granted` serves a request for `wanted`. */
export function scopesContain(granted: readonly string[], wanted: readonly string[]): boolean {
  const has = lowerCased(granted);
  return withoutReserved(wanted).every((scope) => has.has(scope.toLowerCase()));
}

/** Whether two tokens overlap, so that a request could match both. */
export function scopesIntersect(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [withoutReserved(a), withoutReserved(b)];
  if (left.length === 0 && right.length === 0) return true;
  const has = lowerCased(left);
  return right.some((scope) => has.has(scope.toLowerCase()));
}

function lowerCased(scopes: readonly string[]): Set<string> {
  return new Set(scopes.map((scope) => scope.toLowerCase()));
}
