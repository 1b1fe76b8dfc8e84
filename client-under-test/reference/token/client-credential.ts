/** How a confidential client proves who it is: a secret, or an assertion signed with a certificate's key. */
import { X509Certificate } from 'node:crypto';
import { importPKCS8, SignJWT } from 'jose';
import type { Clock } from '../clock.ts';
import { MsalClientException } from '../errors/msal-error.ts';
import type { Random } from '../random.ts';

export type ClientCredential =
  | { readonly type: 'secret'; readonly secret: string }
  | {
      readonly type: 'certificate';
      readonly certificatePem: string;
      /** PKCS#8, RSA. */
      readonly privateKeyPem: string;
      /** Put the certificate itself into the assertion, for subject-name trust. */
      readonly sendX5c?: boolean | undefined;
    };

export interface Assertion {
  readonly clientId: string;
  /** Becomes `aud`. */
  readonly tokenEndpoint: string;
}

const assertionLifeSeconds = 600;

/** The form fields that carry the credential. Throws `invalid_certificate` when certificate or key cannot be used. */
export async function credentialForm(
  credential: ClientCredential,
  assertion: Assertion,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Promise<Record<string, string>> {
  if (credential.type === 'secret') return { client_secret: credential.secret };
  const now = Math.floor(clock.now() / 1000);
  const { certificate, key } = await readCertificate(credential);
  const signed = await new SignJWT()
    .setProtectedHeader({
      alg: 'PS256',
      typ: 'JWT',
      'x5t#S256': Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'),
      ...(credential.sendX5c === true ? { x5c: [certificate.raw.toString('base64')] } : {}),
    })
    .setIssuer(assertion.clientId)
    .setSubject(assertion.clientId)
    .setAudience(assertion.tokenEndpoint)
    .setJti(random.guid())
    .setNotBefore(now)
    .setIssuedAt(now)
    .setExpirationTime(now + assertionLifeSeconds)
    .sign(key);
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: signed,
  };
}

async function readCertificate(credential: Extract<ClientCredential, { type: 'certificate' }>) {
  try {
    const certificate = new X509Certificate(credential.certificatePem);
    const key = await importPKCS8(credential.privateKeyPem, 'PS256');
    return { certificate, key };
  } catch (cause) {
    throw new MsalClientException(
      'invalid_certificate',
      'The certificate or its private key cannot be read.',
      {
        hint: 'Give the certificate as PEM and its RSA key as PKCS#8 PEM.',
        cause,
      },
    );
  }
}
