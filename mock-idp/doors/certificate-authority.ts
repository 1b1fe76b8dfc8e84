/**
 * An ephemeral certificate authority: made when the doors open, held in memory, gone with the process.
 * It knows certificates; which hosts deserve one is the doors' business.
 */
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Clock } from '../clock.ts';
import { loadX509, type X509 } from '../x509.ts';

export interface CertificateAuthority {
  /** The CA's own certificate: what a client is told to trust. */
  readonly pem: string;
  /** base64 SHA-256 of the CA's public key, as Chromium's `--ignore-certificate-errors-spki-list` takes it. */
  readonly spkiSha256: string;
  /** A leaf valid for these names, minted when first asked for and kept. */
  leafFor(names: readonly string[]): Promise<Leaf>;
}

export interface Leaf {
  /** PKCS#8 PEM. */
  readonly key: string;
  /** PEM of the leaf and, after it, of the CA: both are sent. */
  readonly cert: string;
  readonly context: SecureContext;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 86_400_000;
const caDays = 3650;
/** Apple and Chromium refuse leaves valid for more than 398 days. */
const leafDays = 397;
const keptLeaves = 500;

/** Valid from a day back, so that a client whose clock runs behind is served as well. */
const validity = (now: number, days: number) => ({
  notBefore: new Date(now - dayMs),
  notAfter: new Date(now - dayMs + days * dayMs),
});

const keyPem = async (key: CryptoKey): Promise<string> => {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key));
  return `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`;
};

const generateKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

const createRoot = async (x509: X509, keys: CryptoKeyPair, clock: Clock) =>
  x509.X509CertificateGenerator.createSelfSigned({
    name: [{ O: ['entra-conformance'] }, { CN: ['entra-conformance ephemeral CA'] }],
    keys,
    signingAlgorithm: algorithm,
    ...validity(clock.now(), caDays),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });

interface Issuer {
  readonly certificate: Awaited<ReturnType<typeof createRoot>>;
  readonly keys: CryptoKeyPair;
}

const createLeaf = async (
  x509: X509,
  { certificate, keys }: Issuer,
  names: readonly string[],
  publicKey: CryptoKey,
  clock: Clock,
) =>
  x509.X509CertificateGenerator.create({
    // A name is not looked for in the subject any more (RFC 9525 section 6.4.4); this one is for people.
    subject: [{ CN: [names[0]!.slice(0, 64)] }],
    issuer: certificate.subjectName,
    publicKey,
    signingKey: keys.privateKey,
    signingAlgorithm: algorithm,
    ...validity(clock.now(), leafDays),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
    ],
  });

export const createCertificateAuthority = async (clock: Clock): Promise<CertificateAuthority> => {
  const x509 = await loadX509();
  const [rootKeys, leafKeys] = await Promise.all([generateKeys(), generateKeys()]);
  const root = await createRoot(x509, rootKeys, clock);
  const issuer = { certificate: root, keys: rootKeys };
  const pem = `${root.toString('pem')}\n`;
  const key = await keyPem(leafKeys.privateKey);

  const mint = async (names: readonly string[]) => {
    const leaf = await createLeaf(x509, issuer, names, leafKeys.publicKey, clock);
    const cert = `${leaf.toString('pem')}\n${pem}`;
    return {
      leaf: { key, cert, context: createSecureContext({ key, cert }) },
      from: leaf.notBefore.getTime(),
      until: leaf.notAfter.getTime(),
    };
  };

  const minted = new Map<string, ReturnType<typeof mint>>();
  return {
    pem,
    spkiSha256: createHash('sha256').update(Buffer.from(root.publicKey.rawData)).digest('base64'),
    leafFor: async (names) => {
      const id = names.join(' ');
      const kept = minted.get(id);
      const now = clock.now();
      if (kept) {
        const { leaf, from, until } = await kept;
        if (now > from && now < until) return leaf;
      }
      if (minted.size >= keptLeaves) minted.delete(minted.keys().next().value!);
      const fresh = mint(names);
      minted.set(id, fresh);
      return (await fresh).leaf;
    },
  };
};
