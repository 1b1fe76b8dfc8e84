/** Makes tokens wrong in the one way that a rule asks for, and right in all others. */
import type { PoolKey } from '../keys/key-pool.ts';
import type { WorldKeys } from '../keys/world-keys.ts';
import type { TokenFault } from './fault-rule.ts';

type Claims = Readonly<Record<string, unknown>>;

const wrongClaims: Readonly<Record<NonNullable<TokenFault['wrong']>[number], Claims>> = {
  issuer: { iss: 'https://issuer.invalid/v2.0' },
  audience: { aud: '00000000-0000-0000-0000-00000000dead' },
  nonce: { nonce: 'a-nonce-that-nobody-sent' },
};

const dates = ['iat', 'nbf', 'exp'] as const;

/** Seconds that every date of the token is moved by. */
const shiftOf = (claims: Claims, { lifetime, skewSeconds = 0 }: TokenFault): number => {
  const [start, end] = [Number(claims['nbf']), Number(claims['exp'])];
  switch (lifetime) {
    case undefined:
      return skewSeconds;
    case 'expired':
      return skewSeconds - 2 * (end - start);
    case 'not-yet-valid':
      return skewSeconds + 2 * (end - start);
    default:
      return lifetime satisfies never;
  }
};

const withFault = (claims: Claims, fault: TokenFault): Claims => {
  const shift = shiftOf(claims, fault);
  return {
    ...claims,
    ...Object.fromEntries(dates.map((name) => [name, Number(claims[name]) + shift])),
    ...Object.fromEntries((fault.wrong ?? []).flatMap((name) => Object.entries(wrongClaims[name]))),
  };
};

/** The claims with everything changed that faults change in them. */
export const faultyClaims = (claims: Claims, faults: readonly TokenFault[]): Claims =>
  faults.reduce(withFault, claims);

/** The key to sign with: the world's own, or one that no keys document lists. */
export const signingKey = (keys: WorldKeys, faults: readonly TokenFault[]): Promise<PoolKey> =>
  faults.some(({ key }) => key === 'stale') ? keys.stale() : keys.signing();
