/** base64url (RFC 4648 section 5, without padding) and SHA-256, in the combinations the protocol uses. */
import { createHash } from 'node:crypto';

export function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

export function fromBase64url(text: string): string {
  return Buffer.from(text, 'base64url').toString('utf8');
}

/** base64url of the SHA-256 of the text: PKCE challenges, assertion hashes. */
export function sha256Base64url(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
