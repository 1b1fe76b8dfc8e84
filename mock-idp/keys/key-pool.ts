/** RSA keys with certificates, made when first needed and shared by all worlds: making one takes long. */
import { X509Certificate, createHash, webcrypto, KeyObject } from 'node:crypto';
import { loadX509 } from '../x509.ts';

export interface PoolKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly certificatePem: string;
  /** base64 of the DER. */
  readonly certificateDer: string;
  /** PKCS#8. */
  readonly privateKeyPem: string;
  /** base64url of the SHA-1 and of the SHA-256 of the DER. */
  readonly x5t: string;
  readonly x5tS256: string;
}

export interface KeyPool {
  /** The nth key to sign tokens with, from 0: `world-keys.ts` says which of them a world uses. */
  signing(index: number): Promise<PoolKey>;
  /** A key that no world ever publishes. */
  stale(): Promise<PoolKey>;
  /** The nth key for certificates of apps, from 0. */
  app(index: number): Promise<PoolKey>;
}

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
} as const;

/** Worlds stand at any time of their own: the certificates are good in all of them. */
const validity = { notBefore: new Date('2000-01-01T00:00:00Z'), notAfter: new Date('2100-01-01T00:00:00Z') };

/** What JOSE headers call a certificate by. */
export const thumbprintsOf = (certificate: X509Certificate): Pick<PoolKey, 'x5t' | 'x5tS256'> => {
  const digest = (name: string) => createHash(name).update(certificate.raw).digest('base64url');
  return { x5t: digest('sha1'), x5tS256: digest('sha256') };
};

export const createKey = async (commonName: string): Promise<PoolKey> => {
  const x509 = await loadX509();
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificatePem = (
    await x509.X509CertificateGenerator.createSelfSigned({
      name: [{ CN: [commonName] }],
      keys: keys as CryptoKeyPair,
      signingAlgorithm: algorithm,
      ...validity,
    })
  ).toString('pem');
  const certificate = new X509Certificate(certificatePem);
  const privateKey = KeyObject.from(keys.privateKey);
  return {
    privateKey,
    publicKey: KeyObject.from(keys.publicKey),
    certificatePem,
    certificateDer: certificate.raw.toString('base64'),
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ...thumbprintsOf(certificate),
  };
};

export const createKeyPool = (): KeyPool => {
  const keys = new Map<string, Promise<PoolKey>>();
  const keyNamed = (name: string) => {
    const known = keys.get(name) ?? createKey(name);
    keys.set(name, known);
    return known;
  };
  return {
    signing: (index) => keyNamed(`mock authority signing key${index === 0 ? '' : ` ${index + 1}`}`),
    stale: () => keyNamed('mock authority key that nobody publishes'),
    app: (index) => keyNamed(`mock app certificate ${index + 1}`),
  };
};
