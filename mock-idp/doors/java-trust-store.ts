/**
 * A PKCS#12 file (RFC 7292) that trusts one certificate, as Java reads it: nothing in it is secret, so it is neither
 * encrypted nor authenticated and has no password. An attribute marks the certificate as trusted for every purpose;
 * Java takes no certificate without it for a trust anchor.
 */
import { X509Certificate } from 'node:crypto';

const tag = { octets: 0x04, oid: 0x06, integer: 0x02, bmp: 0x1e, sequence: 0x30, set: 0x31, context0: 0xa0 };

/** Tag, length and contents (X.690 section 8.1). */
const der = (type: number, ...contents: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([type, content.length]), content]);
  const hex = content.length.toString(16);
  const length = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([type, 0x80 | length.length]), length, content]);
};

/** Seven bits a byte, the highest first; all but the last have the top bit set. */
const base128 = (value: number): number[] => {
  const low = [value & 0x7f];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    low.unshift((rest & 0x7f) | 0x80);
  }
  return low;
};

const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(tag.oid, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
};

const sequence = (...contents: readonly Buffer[]) => der(tag.sequence, ...contents);
const set = (...contents: readonly Buffer[]) => der(tag.set, ...contents);
const inContext0 = (content: Buffer) => der(tag.context0, content);
const octets = (content: Buffer) => der(tag.octets, content);

const ids = {
  data: oid('1.2.840.113549.1.7.1'),
  certificateBag: oid('1.2.840.113549.1.12.10.1.3'),
  x509Certificate: oid('1.2.840.113549.1.9.22.1'),
  friendlyName: oid('1.2.840.113549.1.9.20'),
  trustedKeyUsage: oid('2.16.840.1.113894.746875.1.1'),
  anyExtendedKeyUsage: oid('2.5.29.37.0'),
};

const version3 = der(tag.integer, Buffer.from([3]));
const data = (content: Buffer) => sequence(ids.data, inContext0(octets(content)));

/** The trust store; the certificate's name in it is `entra-conformance`. */
export const javaTrustStore = (certificatePem: string): Buffer => {
  const certificate = new X509Certificate(certificatePem).raw;
  const name = der(tag.bmp, Buffer.from('entra-conformance', 'utf16le').swap16());
  const bag = sequence(
    ids.certificateBag,
    inContext0(sequence(ids.x509Certificate, inContext0(octets(certificate)))),
    set(sequence(ids.friendlyName, set(name)), sequence(ids.trustedKeyUsage, set(ids.anyExtendedKeyUsage))),
  );
  return sequence(version3, data(sequence(data(sequence(bag)))));
};
