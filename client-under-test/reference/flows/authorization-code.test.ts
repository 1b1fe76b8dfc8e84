import { expect, test } from 'vitest';
import { createConfidentialClientApplication } from '../confidential-client.ts';
import { createPublicClientApplication } from '../public-client.ts';
import {
  authority,
  clientId,
  countingRandom,
  fakeClock,
  homeAccountId,
  idToken,
  oauthError,
  scriptedNetwork,
  tenantId,
  userToken,
  type Script,
} from '../test-doubles.ts';

const redirectUri = 'https://app.test/after?x=1';

function setUp(...answers: Script[]) {
  const script = scriptedNetwork(...answers);
  const options = {
    clientId,
    authority,
    clock: fakeClock(),
    random: countingRandom(),
    network: script.network,
  };
  return {
    script,
    app: createPublicClientApplication(options),
    web: createConfidentialClientApplication({
      ...options,
      authority: 'https://login.windows.net/common',
      redirectUri,
      clientCapabilities: ['cp1'],
      credential: { type: 'secret', secret: 's' },
    }),
  };
}

test('the authorization URL says what is wanted, at the preferred host', async () => {
  const { web, script } = setUp();
  const url = new URL(
    await web.getAuthorizationRequestUrl({
      scopes: ['User.Read'],
      state: 'st',
      nonce: 'no',
      codeChallenge: 'ch',
      responseMode: 'query',
      loginHint: 'ada@contoso.test',
      domainHint: 'contoso.test',
      prompt: 'login',
    }),
  );
  expect(url.origin + url.pathname).toBe('https://login.microsoftonline.com/common/oauth2/v2.0/authorize');
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'offline_access openid profile User.Read',
    response_mode: 'query',
    state: 'st',
    nonce: 'no',
    code_challenge: 'ch',
    code_challenge_method: 'S256',
    login_hint: 'ada@contoso.test',
    domain_hint: 'contoso.test',
    prompt: 'login',
    client_info: '1',
    claims: '{"access_token":{"xms_cc":{"values":["cp1"]}}}',
  });
  expect(script.sent).toHaveLength(0);
});

test('what is not given is not in the URL, but the account is always chosen unless the caller says no', async () => {
  const { app } = setUp();
  const parameters = async (more: object) =>
    new URL(await app.getAuthorizationRequestUrl({ scopes: [], redirectUri, ...more })).searchParams;
  const plain = await parameters({});
  expect(plain.get('prompt')).toBe('select_account');
  for (const name of ['state', 'code_challenge', 'code_challenge_method', 'claims', 'nonce']) {
    expect(plain.has(name)).toBe(false);
  }
  expect((await parameters({ prompt: 'no_prompt' })).has('prompt')).toBe(false);
});

test('a code is redeemed with its verifier, and the account is in the cache from then on', async () => {
  const { app, script } = setUp(userToken());
  const result = await app.acquireTokenByAuthorizationCode({
    scopes: ['User.Read'],
    code: 'the-code',
    redirectUri,
    codeVerifier: 'verifier',
    state: { sent: 'st', received: 'st' },
  });
  expect(result).toMatchObject({ accessToken: 'user-at-1', source: 'identity-provider' });
  expect(Object.fromEntries(script.sent[0]?.form ?? [])).toEqual({
    client_id: clientId,
    grant_type: 'authorization_code',
    client_info: '1',
    code: 'the-code',
    redirect_uri: redirectUri,
    code_verifier: 'verifier',
    scope: 'offline_access openid profile User.Read',
  });
  expect(await app.getAccounts()).toEqual([result.account]);
  const again = await app.acquireTokenSilent({ scopes: ['User.Read'], account: result.account });
  expect(again).toMatchObject({ source: 'cache', account: result.account, idToken: result.idToken });
});

test('a web app of common keeps the tokens under the tenant of the ID token', async () => {
  const { web, script } = setUp(userToken({}, { tid: 'guest-tenant', name: undefined }));
  const result = await web.acquireTokenByAuthorizationCode({ scopes: ['User.Read'], code: 'c' });
  expect(result.tenantId).toBe('guest-tenant');
  expect(new URL(script.sent[0]?.url ?? '').pathname).toBe('/common/oauth2/v2.0/token');
  expect(script.sent[0]?.form.get('client_secret')).toBe('s');
  const cache = JSON.parse(web.tokenCache.serialize()) as Record<string, object>;
  const user = `${homeAccountId}-login.windows.net`;
  expect(Object.keys(cache['AccessToken'] ?? {})).toEqual([
    `${user}-accesstoken-${clientId}-guest-tenant-openid profile user.read`,
  ]);
  expect(Object.keys(cache['RefreshToken'] ?? {})).toEqual([`${user}-refreshtoken-${clientId}--`]);
  expect(Object.keys(cache['IdToken'] ?? {})).toEqual([`${user}-idtoken-${clientId}-guest-tenant-`]);
  expect(cache['Account']).toEqual({
    [`${user}-guest-tenant`]: {
      home_account_id: homeAccountId,
      environment: 'login.windows.net',
      realm: 'guest-tenant',
      local_account_id: homeAccountId.split('.')[0],
      username: 'ada@contoso.test',
      authority_type: 'MSSTS',
      client_info: expect.any(String) as string,
    },
  });
});

test('a guest is one account, that of the home tenant', async () => {
  const { web } = setUp(userToken({}, { tid: 'guest-tenant', oid: 'as-guest' }), userToken());
  await web.acquireTokenByAuthorizationCode({ scopes: ['User.Read'], code: 'c' });
  await web.acquireTokenByAuthorizationCode({ scopes: ['User.Read'], code: 'd' });
  expect(await web.getAccounts()).toMatchObject([{ tenantId, localAccountId: homeAccountId.split('.')[0] }]);
});

test('without client_info the subject of the ID token names the account', async () => {
  const { app } = setUp(userToken({ client_info: undefined, id_token: idToken({ sub: 'only-sub' }) }));
  const result = await app.acquireTokenByAuthorizationCode({ scopes: ['User.Read'], code: 'c', redirectUri });
  expect(result.account?.homeAccountId).toBe('only-sub');
});

test.each(['not a jwt', 'a.b.c'])('an ID token such as %j is refused', async (id_token) => {
  const { app } = setUp(userToken({ id_token }));
  await expect(
    app.acquireTokenByAuthorizationCode({ scopes: [], code: 'c', redirectUri }),
  ).rejects.toMatchObject({ code: 'invalid_jwt' });
});

test.each([{ received: 'other' }, { received: undefined }])(
  'a state that came back as %o is refused unsent',
  async (state) => {
    const { app, script } = setUp();
    await expect(
      app.acquireTokenByAuthorizationCode({
        scopes: [],
        code: 'c',
        redirectUri,
        state: { sent: 'st', ...state },
      }),
    ).rejects.toMatchObject({ code: 'state_mismatch' });
    expect(script.sent).toHaveLength(0);
  },
);

test('a refused code leaves no account', async () => {
  const { app } = setUp(oauthError('invalid_grant', { error_codes: [54005] }));
  await expect(
    app.acquireTokenByAuthorizationCode({ scopes: [], code: 'c', redirectUri }),
  ).rejects.toMatchObject({ name: 'MsalUiRequiredException', errorCodes: [54005] });
  expect(await app.getAccounts()).toEqual([]);
});

test('without any redirect URI nothing can be redeemed', async () => {
  const { app } = setUp();
  await expect(app.acquireTokenByAuthorizationCode({ scopes: [], code: 'c' })).rejects.toMatchObject({
    code: 'no_redirect_uri',
  });
});
