import { createHash, X509Certificate } from 'node:crypto';
import { connect, createServer, type AddressInfo } from 'node:net';
import { TLSSocket, connect as tlsConnect, type DetailedPeerCertificate } from 'node:tls';
import { expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { createCertificateAuthority, type Leaf } from './certificate-authority.ts';

const day = 86_400_000;

/** What a strict client sees of the leaf: it verifies chain and name, or rejects. */
const handshake = ({ context: secureContext }: Leaf, ca: string, host: string) =>
  new Promise<DetailedPeerCertificate>((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      new TLSSocket(socket, { isServer: true, secureContext }).on('error', () => {});
    }).listen(0, '127.0.0.1', () => {
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
      const client = tlsConnect({ socket, host, ca }, () => {
        resolve(client.getPeerCertificate(true));
        client.destroy();
      });
      client.on('error', reject).on('close', () => server.close());
    });
  });

test.each(['login.microsoftonline.com', '127.0.0.1', '::1'])(
  'a strict client that trusts the CA accepts the leaf for %s and is sent the chain',
  async (host) => {
    const ca = await createCertificateAuthority(systemClock);

    const leaf = await handshake(await ca.leafFor([host]), ca.pem, host);

    expect(leaf.subject.CN).toBe(host);
    expect(leaf.issuerCertificate.fingerprint256).toBe(new X509Certificate(ca.pem).fingerprint256);
  },
);

test('a leaf for another host is refused by a strict client', async () => {
  const ca = await createCertificateAuthority(systemClock);
  const leaf = await ca.leafFor(['login.microsoftonline.com']);
  await expect(handshake(leaf, ca.pem, 'login.microsoftonline.us')).rejects.toMatchObject({
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
});

test('a leaf of another CA is refused by a strict client', async () => {
  const [ours, theirs] = await Promise.all([
    createCertificateAuthority(systemClock),
    createCertificateAuthority(systemClock),
  ]);
  const leaf = await theirs.leafFor(['login.microsoftonline.com']);
  await expect(handshake(leaf, ours.pem, 'login.microsoftonline.com')).rejects.toThrow();
});

test('the CA may sign leaves only, and the leaf serves TLS only, for at most 398 days from a day back', async () => {
  const now = Math.floor(systemClock.now() / 1000) * 1000;
  const ca = await createCertificateAuthority({ now: () => now });
  const root = new X509Certificate(ca.pem);
  const seen = await handshake(await ca.leafFor(['a.example']), ca.pem, 'a.example');
  const leaf = new X509Certificate(seen.raw);

  expect(root.ca).toBe(true);
  expect(root.verify(root.publicKey)).toBe(true);
  expect(leaf.ca).toBe(false);
  expect(leaf.checkIssued(root)).toBe(true);
  expect(leaf.verify(root.publicKey)).toBe(true);
  expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect(leaf.subjectAltName).toBe('DNS:a.example');
  expect(leaf.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  expect(leaf.validFromDate.getTime()).toBe(now - day);
  expect((leaf.validToDate.getTime() - leaf.validFromDate.getTime()) / day).toBeLessThanOrEqual(398);
});

test('the SPKI hash is that of the CA certificate', async () => {
  const ca = await createCertificateAuthority(systemClock);
  const spki = new X509Certificate(ca.pem).publicKey.export({ type: 'spki', format: 'der' });
  expect(ca.spkiSha256).toBe(createHash('sha256').update(spki).digest('base64'));
});

test('a leaf is minted once for a host, and anew when the clock has left its validity', async () => {
  const clock = { ms: systemClock.now(), now: () => clock.ms };
  const ca = await createCertificateAuthority(clock);

  const [first, second] = await Promise.all([ca.leafFor(['a.example']), ca.leafFor(['a.example'])]);
  expect(second).toBe(first);
  clock.ms += 400 * day;
  expect(await ca.leafFor(['a.example'])).not.toBe(first);
});
