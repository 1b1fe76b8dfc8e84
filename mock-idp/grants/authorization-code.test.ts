import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { testBrowser } from '../sign-in/test-browser.ts';
import { aadsts, claimsOf, createProbe, type Probe } from '../testing/probe.ts';

const idp = createMockIdp();
let probe: Probe;
beforeEach(async () => {
  probe = await createProbe(undefined, { idp });
});

const verifier = 'a-verifier-of-more-than-forty-three-characters-in-all';
const challenge = createHash('sha256').update(verifier).digest('base64url');
const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };

/** Walks the pages as alice and brings the code. */
const signIn = async (app = 'desktop', change: Record<string, string> = pkce, tenant?: string) => {
  const { clientId } = probe.app(app);
  const { id } = probe.tenant('contoso');
  const url = new URL(`https://login.microsoftonline.com/${tenant ?? id}/oauth2/v2.0/authorize`);
  url.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: 'http://localhost',
    scope: 'User.Read openid profile offline_access',
    ...change,
  }).toString();
  const browser = testBrowser(idp, probe.world);
  const { upn, password } = probe.user('alice');
  const username = await browser.open(url);
  const typed = await browser.press(username, 'next', { username: upn });
  const { toApp } = await browser.press(typed, 'signin', { password });
  return toApp!.searchParams.get('code')!;
};

const redeem = (code: string, change: Record<string, string> = {}, app = 'desktop', tenant?: string) =>
  probe.token(
    {
      grant_type: 'authorization_code',
      client_id: probe.app(app).clientId,
      code,
      redirect_uri: 'http://localhost',
      code_verifier: verifier,
      client_info: '1',
      ...change,
    },
    tenant,
  );

test('a code brings tokens, the nonce in the ID token', async () => {
  const { status, body } = await redeem(await signIn('desktop', { ...pkce, nonce: 'n-1' }));
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual(
    'token_type scope expires_in ext_expires_in access_token refresh_token id_token client_info'.split(' '),
  );
  expect(claimsOf(body['id_token'])['nonce']).toBe('n-1');
});

test('a code is good once', async () => {
  const code = await signIn();
  expect((await redeem(code)).status).toBe(200);
  const again = await redeem(code);
  expect([again.status, again.body['error'], aadsts(again)]).toEqual([400, 'invalid_grant', [54005]]);
  expect(again.body).not.toHaveProperty('error_uri');
});

test('a refused redemption does not use the code up', async () => {
  const code = await signIn();
  expect(aadsts(await redeem(code, { code_verifier: 'wrong' }))).toEqual([501481]);
  expect((await redeem(code)).status).toBe(200);
});

test('a code lives ten minutes', async () => {
  const code = await signIn();
  probe.world.clock.advance(599_999);
  expect(aadsts(await redeem(code, { code_verifier: 'wrong' }))).toEqual([501481]);
  probe.world.clock.advance(1);
  expect(aadsts(await redeem(code))).toEqual([70008]);
});

test('the verifier must be the one the challenge was made of: AADSTS501481', async () => {
  const code = await signIn();
  expect(aadsts(await redeem(code, { code_verifier: challenge }))).toEqual([501481]);
  expect(aadsts(await redeem(code, { code_verifier: '' }))).toEqual([501481]);
  const plain = await signIn('desktop', { code_challenge: verifier, code_challenge_method: 'plain' });
  expect((await redeem(plain)).status).toBe(200);
});

test('the redirect URI must be the same, to the letter', async () => {
  const code = await signIn();
  expect(aadsts(await redeem(code, { redirect_uri: 'http://localhost/' }))).toEqual([500112]);
  expect(aadsts(await redeem(code, { redirect_uri: '' }))).toEqual([900144]);
});

test('a code is for the client and the tenant it was made for', async () => {
  const code = await signIn();
  expect(aadsts(await redeem(code, {}, 'kin'))).toEqual([70000]);
  expect(aadsts(await redeem(code, {}, 'desktop', probe.tenant('fabrikam').id))).toEqual([700005]);
  expect(aadsts(await redeem('nonsense'))).toEqual([70000]);
});

test('a code from common may be redeemed at common and at home', async () => {
  const home = await redeem(await signIn('desktop', pkce, 'common'));
  expect(home.status).toBe(200);
  const common = await redeem(await signIn('desktop', pkce, 'common'), {}, 'desktop', 'common');
  expect(claimsOf(common.body['access_token'])['tid']).toBe(probe.tenant('contoso').id);
});

test('a confidential client proves itself, a public one must not try', async () => {
  const code = await signIn('daemon');
  expect(aadsts(await redeem(code, {}, 'daemon'))).toEqual([7000218]);
  expect(aadsts(await redeem(code, { client_secret: 'wrong' }, 'daemon'))).toEqual([7000215]);
  expect((await redeem(code, { client_secret: probe.app('daemon').secret! }, 'daemon')).status).toBe(200);
  expect(aadsts(await redeem(await signIn(), { client_secret: 'any' }))).toEqual([700025]);
});

test('a revocation reaches codes as well', async () => {
  const code = await signIn();
  probe.world.revoke(probe.user('alice'));
  expect(aadsts(await redeem(code))).toEqual([50173]);
});

test('the claims of the authorization request are those of the token', async () => {
  const claims = '{"access_token":{"xms_cc":{"values":["cp1"]}}}';
  const { body } = await redeem(await signIn('desktop', { ...pkce, claims }));
  expect(claimsOf(body['access_token'])['xms_cc']).toEqual(['cp1']);
});

test('a code without offline_access brings no refresh token', async () => {
  const { body } = await redeem(await signIn('desktop', { ...pkce, scope: 'User.Read openid' }));
  expect(body).not.toHaveProperty('refresh_token');
});
