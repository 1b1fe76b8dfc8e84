import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { createCertificateAuthority } from './certificate-authority.ts';
import { javaTrustStore } from './java-trust-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'trust-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const has = (program: string, word: string) => spawnSync(program, [word]).error === undefined;

const written = async () => {
  const { pem } = await createCertificateAuthority(systemClock);
  const file = join(folder, 'ca.p12');
  writeFileSync(file, javaTrustStore(pem));
  return { file, pem };
};

test.skipIf(!has('openssl', 'version'))('OpenSSL reads the certificate out of it', async () => {
  const { file, pem } = await written();
  const words = ['pkcs12', '-in', file, '-nokeys', '-nomacver', '-passin', 'pass:'];
  expect(spawnSync('openssl', words).stdout.toString()).toContain(pem.trim().split('\n')[1]);
});

test.skipIf(!has('keytool', '-help'))(
  'Java takes the certificate for a trust anchor',
  async () => {
    const { file } = await written();
    const { stdout } = spawnSync('keytool', ['-list', '-keystore', file, '-storetype', 'PKCS12'], {
      input: '\n',
    });
    expect(stdout.toString()).toMatch(/entra-conformance,.*trustedCertEntry/);
  },
  60_000,
);
