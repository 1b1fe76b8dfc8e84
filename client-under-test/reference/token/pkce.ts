/** Proof Key for Code Exchange (RFC 7636), always S256. */
import { base64url, sha256Base64url } from '../encoding.ts';
import type { Random } from '../random.ts';

export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

/** A verifier of 128 characters, the longest there is, from 96 random bytes. */
export function createPkce(random: Random): Pkce {
  const verifier = base64url(random.bytes(96));
  return { verifier, challenge: sha256Base64url(verifier) };
}
