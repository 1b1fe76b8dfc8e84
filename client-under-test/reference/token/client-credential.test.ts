import { webcrypto, X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, importX509, jwtVerify } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { countingRandom, fakeClock } from '../test-doubles.ts';
import { credentialForm, type ClientCredential } from './client-credential.ts';

let certificate: Extract<ClientCredential, { type: 'certificate' }>;

beforeAll(async () => {
  // The library will not load without these two, which it then does not need.
  Object.assign(Reflect, { getMetadata: () => undefined, getOwnMetadata: () => undefined });
  const { X509CertificateGenerator, PemConverter } = await import('@peculiar/x509');
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048 };
  const keys = (await webcrypto.subtle.generateKey(
    { ...algorithm, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ['sign', 'verify'],
  )) as CryptoKeyPair;
  const made = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=app',
    keys,
    signingAlgorithm: algorithm,
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  certificate = {
    type: 'certificate',
    certificatePem: made.toString('pem'),
    privateKeyPem: PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  };
});

const assertion = { clientId: 'app', tokenEndpoint: 'https://login.test/t/oauth2/v2.0/token' };

function form(credential: ClientCredential) {
  return credentialForm(credential, assertion, { clock: fakeClock(), random: countingRandom() });
}

test('a secret is sent as it is', async () => {
  expect(await form({ type: 'secret', secret: 'a&b' })).toEqual({ client_secret: 'a&b' });
});

test('a certificate signs an assertion of ten minutes for the token endpoint, with PS256', async () => {
  const { client_assertion = '', ...rest } = await form(certificate);
  expect(rest).toEqual({
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  });
  const now = Math.floor(fakeClock().now() / 1000);
  const { payload, protectedHeader } = await jwtVerify(
    client_assertion,
    await importX509(certificate.certificatePem, 'PS256'),
    { currentDate: new Date(now * 1000) },
  );
  expect(payload).toEqual({
    iss: 'app',
    sub: 'app',
    aud: assertion.tokenEndpoint,
    jti: '00000000-0000-4000-8000-000000000001',
    nbf: now,
    iat: now,
    exp: now + 600,
  });
  const { raw } = new X509Certificate(certificate.certificatePem);
  const digest = Buffer.from(await webcrypto.subtle.digest('SHA-256', Uint8Array.from(raw)));
  expect(protectedHeader).toEqual({ alg: 'PS256', typ: 'JWT', 'x5t#S256': digest.toString('base64url') });
});

test('the certificate itself goes along when asked for', async () => {
  const { client_assertion = '' } = await form({ ...certificate, sendX5c: true });
  const { raw } = new X509Certificate(certificate.certificatePem);
  expect(decodeProtectedHeader(client_assertion).x5c).toEqual([raw.toString('base64')]);
});

test('a key that cannot be read is refused without showing it', async () => {
  const broken = { ...certificate, privateKeyPem: 'PRIVATE-THING' };
  await expect(form(broken)).rejects.toMatchObject({
    code: 'invalid_certificate',
    message: expect.not.stringContaining('PRIVATE-THING') as string,
  });
});
