import { X509Certificate, createHash } from 'node:crypto';
import { createLocalJWKSet, createRemoteJWKSet, customFetch, jwtVerify, type JSONWebKeySet } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { createProbe, type Probe } from '../testing/probe.ts';

let probe: Probe;
beforeAll(async () => {
  probe = await createProbe();
});

const keysAt = async (path: string) => {
  const { body } = await probe.get(`https://login.microsoftonline.com/${path}`);
  return body as unknown as JSONWebKeySet & { keys: Record<string, unknown>[] };
};

const appToken = async () => {
  const { clientId, secret } = probe.app('daemon');
  const { body } = await probe.token({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret!,
    scope: 'https://graph.microsoft.com/.default',
  });
  return String(body['access_token']);
};

test('v2 keys have kty, use, kid, x5t, n, e, x5c and issuer, in this order; v1 keys no issuer', async () => {
  const { id } = probe.tenant('contoso');
  const members = ['kty', 'use', 'kid', 'x5t', 'n', 'e', 'x5c'];
  const v2 = await keysAt(`${id}/discovery/v2.0/keys`);
  expect(Object.keys(v2.keys[0]!)).toEqual([...members, 'issuer']);
  expect(v2.keys[0]!['issuer']).toBe(`https://login.microsoftonline.com/${id}/v2.0`);
  const v1 = await keysAt('common/discovery/keys');
  expect(Object.keys(v1.keys[0]!)).toEqual(members);
});

test('kid and x5t are the thumbprint of the certificate, which holds the very key', async () => {
  const [key] = (await keysAt('common/discovery/v2.0/keys')).keys;
  const certificate = new X509Certificate(Buffer.from((key!['x5c'] as string[])[0]!, 'base64'));
  const thumbprint = createHash('sha1').update(certificate.raw).digest('base64url');
  expect([key!['kid'], key!['x5t']]).toEqual([thumbprint, thumbprint]);
  expect(certificate.publicKey.export({ format: 'jwk' })).toEqual({ kty: 'RSA', n: key!['n'], e: 'AQAB' });
});

test('jose verifies a token with the document as it stands, and as it fetches it', async () => {
  const { id } = probe.tenant('contoso');
  const token = await appToken();
  const now = new Date(probe.world.clock.now());
  const check = { issuer: `https://login.microsoftonline.com/${id}/v2.0`, typ: 'JWT', currentDate: now };
  const local = createLocalJWKSet(await keysAt(`${id}/discovery/v2.0/keys`));
  const remote = createRemoteJWKSet(new URL(`https://login.microsoftonline.com/${id}/discovery/v2.0/keys`), {
    [customFetch]: probe.fetch,
  });
  await expect(jwtVerify(token, local, check)).resolves.toMatchObject({ payload: { tid: id } });
  await expect(jwtVerify(token, remote, check)).resolves.toMatchObject({ payload: { tid: id } });
  const forged = `${token.slice(0, -8)}AAAAAAAA`;
  await expect(jwtVerify(forged, local, check)).rejects.toThrow('signature verification failed');
});
