/** Answers TLS with a leaf for the host the client names (SNI), whichever it is: the client is the judge. */
import type { SecureContext } from 'node:tls';
import type { CertificateAuthority } from './certificate-authority.ts';

const hostName = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i;

export const serverNameCallback =
  (ca: CertificateAuthority, otherwise: SecureContext) =>
  (name: string, done: (error: Error | null, context?: SecureContext) => void): void => {
    if (name.length > 253 || !hostName.test(name)) return done(null, otherwise);
    ca.leafFor([name.toLowerCase()]).then(
      ({ context }) => done(null, context),
      (error: Error) => done(error),
    );
  };
