import { createPrivateKey } from 'node:crypto';
import { SignJWT, type JWTPayload } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import type { App } from '../world.ts';
import { aadsts, claimsOf, createProbe, manyTraits, type Probe } from '../testing/probe.ts';

let probe: Probe;
beforeAll(async () => {
  probe = await createProbe();
});

interface Change {
  readonly claims?: JWTPayload & Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly alg?: 'RS256' | 'PS256' | 'RS512';
  readonly signer?: App;
}

const seconds = () => Math.floor(probe.world.clock.now() / 1000);

const assert = async ({ claims = {}, header, alg = 'RS256', signer = probe.app('daemon') }: Change = {}) => {
  const { clientId } = probe.app('daemon');
  const now = seconds();
  const payload = {
    aud: `https://login.microsoftonline.com/${probe.tenant('contoso').id}/oauth2/v2.0/token`,
    iss: clientId,
    sub: clientId,
    jti: 'the-same-every-time',
    nbf: now,
    exp: now + 600,
    ...claims,
  };
  const { x5t, privateKeyPem } = signer.certificate!;
  const assertion = await new SignJWT(payload)
    .setProtectedHeader({ typ: 'JWT', alg, ...(header ?? { x5t }) })
    .sign(createPrivateKey(privateKeyPem!));
  return probe.token({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    scope: 'https://graph.microsoft.com/.default',
  });
};

test('a right assertion proves the client, and the token says that it was a certificate', async () => {
  const { status, body } = await assert();
  expect(status).toBe(200);
  expect(claimsOf(body['access_token'])['azpacr']).toBe('2');
});

test('the certificate is named by SHA-1, SHA-256 or kid, the signature RS256 or PS256', async () => {
  const { x5t, x5tS256 } = probe.app('daemon').certificate!;
  const kid = Buffer.from(x5t, 'base64url').toString('hex').toUpperCase();
  for (const header of [{ 'x5t#S256': x5tS256 }, { kid }, { kid: x5t }]) {
    expect((await assert({ header })).status).toBe(200);
    expect((await assert({ header, alg: 'PS256' })).status).toBe(200);
  }
});

test('the same assertion may be used again until it expires, as MSAL does', async () => {
  expect((await assert()).status).toBe(200);
  expect((await assert()).status).toBe(200);
});

test.each([
  'https://login.microsoftonline.com/{id}/oauth2/v2.0/token',
  'https://login.microsoftonline.com/{id}/oauth2/token',
  'https://login.windows.net/{id}/oauth2/v2.0/token',
  'https://westus.login.microsoft.com/{id}/oauth2/v2.0/token',
  'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token',
  'https://login.microsoftonline.com/{id}/v2.0',
  'https://login.microsoftonline.com/{id}/',
  'https://login.microsoftonline.com/common/oauth2/v2.0/token',
  'https://sts.windows.net/{id}/',
])('the audience %s is understood', async (audience) => {
  const aud = audience.replace('{id}', probe.tenant('contoso').id);
  expect((await assert({ claims: { aud } })).status).toBe(200);
});

test.each([
  'https://login.microsoftonline.us/{id}/oauth2/v2.0/token',
  'https://login.microsoftonline.com/fabrikam.example/oauth2/v2.0/token',
  'https://login.microsoftonline.com/{id}/oauth2/v2.0/authorize',
  'https://evil.example/{id}/oauth2/v2.0/token',
  'http://login.microsoftonline.com/{id}/oauth2/v2.0/token',
])('the audience %s is refused: AADSTS700023', async (audience) => {
  const aud = audience.replace('{id}', probe.tenant('contoso').id);
  const answer = await assert({ claims: { aud } });
  expect([answer.status, aadsts(answer)]).toEqual([401, [700023]]);
});

test('times may be numbers or numbers in quotes, and five minutes off', async () => {
  const now = seconds();
  const quoted: Record<string, unknown> = { nbf: String(now), exp: String(now + 600) };
  expect((await assert({ claims: quoted })).status).toBe(200);
  expect((await assert({ claims: { exp: now - 299 } })).status).toBe(200);
  expect((await assert({ claims: { nbf: now + 300 } })).status).toBe(200);
});

test.each([
  ['expired', { exp: -300 }],
  ['not valid yet', { nbf: 301 }],
])('an assertion that is %s is refused: AADSTS700024', async (_, offsets) => {
  const claims = Object.fromEntries(
    Object.entries(offsets).map(([name, offset]) => [name, seconds() + offset]),
  );
  const answer = await assert({ claims });
  expect([answer.status, aadsts(answer)]).toEqual([401, [700024]]);
});

test('a key that the app does not have, or that did not sign, is refused: AADSTS700027', async () => {
  const other = probe.app('api');
  const foreign = await assert({ signer: other });
  expect(aadsts(foreign)).toEqual([700027]);
  expect(foreign.body['error_description']).toContain('The key was not found.');
  const borrowed = await assert({ signer: other, header: { x5t: probe.app('daemon').certificate!.x5t } });
  expect(aadsts(borrowed)).toEqual([700027]);
  expect(aadsts(await assert({ alg: 'RS512' }))).toEqual([700027]);
});

test('issuer and subject are both the client', async () => {
  expect(aadsts(await assert({ claims: { iss: 'someone-else' } }))).toEqual([50048]);
  const { clientId } = probe.app('api');
  expect(aadsts(await assert({ claims: { iss: clientId, sub: clientId } }))).toEqual([700021]);
});

test('what is no JWT, or has no type, is refused', async () => {
  const form = {
    grant_type: 'client_credentials',
    client_id: probe.app('daemon').clientId,
    client_assertion: 'nonsense',
    scope: 'https://graph.microsoft.com/.default',
  };
  expect(aadsts(await probe.token(form))).toEqual([900144]);
  const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  expect(aadsts(await probe.token({ ...form, client_assertion_type }))).toEqual([50027]);
});

test('an assertion that comes again is taken until it expires, as Entra does', async () => {
  expect((await assert()).status).toBe(200);
  expect((await assert()).status).toBe(200);
});

test('in a world that refuses replays, the same jti is refused, another is not, and an expired one is forgotten', async () => {
  const lenient = probe;
  probe = await createProbe({ ...manyTraits, assertionReplay: 'refused' });
  try {
    expect((await assert()).status).toBe(200);
    const again = await assert();
    expect(again.status).toBe(401);
    expect(aadsts(again)).toEqual([700027]);
    expect(again.body['error_description']).toContain('The assertion was used before.');
    expect((await assert({ claims: { jti: 'another' } })).status).toBe(200);
    probe.world.clock.advance(901_000);
    expect((await assert()).status).toBe(200);
  } finally {
    probe = lenient;
  }
});
