import { expect, test } from 'vitest';
import { createConfidentialClientApplication } from '../confidential-client.ts';
import {
  appToken,
  authority,
  clientId,
  countingRandom,
  fakeClock,
  oauthError,
  scriptedNetwork,
  tenantId,
  type Script,
} from '../test-doubles.ts';

const scopes = ['https://graph.microsoft.com/.default'];

function setUp(...answers: Script[]) {
  const clock = fakeClock();
  const script = scriptedNetwork(...answers);
  const app = createConfidentialClientApplication({
    clientId,
    authority,
    credential: { type: 'secret', secret: 'a&b=c%d+e' },
    clock,
    random: countingRandom(),
    network: script.network,
  });
  return { app, clock, script };
}

test('a first call posts the form and the headers that MSAL.NET posts, and nothing else is sent', async () => {
  const { app, script } = setUp(appToken());
  const result = await app.acquireTokenForClient({ scopes });

  expect(result).toMatchObject({ accessToken: 'app-at-1', source: 'identity-provider', tenantId, scopes });
  expect(script.sent).toHaveLength(1);
  const [post] = script.sent;
  expect(post?.url).toBe(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`);
  expect(Object.fromEntries(post?.form ?? [])).toEqual({
    client_id: clientId,
    client_secret: 'a&b=c%d+e',
    client_info: '2',
    grant_type: 'client_credentials',
    scope: scopes[0],
  });
  expect(post?.headers).toMatchObject({
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
    'x-client-SKU': 'entra-conformance.reference',
    'client-request-id': result.correlationId,
    'return-client-request-id': 'true',
    'x-ms-lib-capability': 'retry-after, h429',
  });
  expect(post?.headers).not.toHaveProperty('x-anchormailbox');
});

test('a second call is served from the cache, also when it asks through an alias of the host', async () => {
  const { app, script } = setUp(appToken());
  await app.acquireTokenForClient({ scopes });
  const again = await app.acquireTokenForClient({ scopes, authority: `https://sts.windows.net/${tenantId}` });
  expect(again).toMatchObject({ accessToken: 'app-at-1', source: 'cache' });
  expect(script.sent).toHaveLength(1);
});

test('a token with 301 s left is used and one with 300 s left is not', async () => {
  const { app, clock, script } = setUp(
    appToken({ expires_in: 3600 }),
    appToken({ access_token: 'app-at-2' }),
  );
  await app.acquireTokenForClient({ scopes });
  clock.advance(3600 - 301);
  expect(await app.acquireTokenForClient({ scopes })).toMatchObject({ source: 'cache' });
  clock.advance(1);
  expect(await app.acquireTokenForClient({ scopes })).toMatchObject({ accessToken: 'app-at-2' });
  expect(script.sent).toHaveLength(2);
});

test.each([{ forceRefresh: true }, { claims: '{"access_token":{"nbf":{"essential":true}}}' }])(
  'the cache is set aside, and then overwritten, by %o',
  async (past) => {
    const { app, script } = setUp(appToken(), appToken({ access_token: 'app-at-2' }));
    await app.acquireTokenForClient({ scopes });
    expect(await app.acquireTokenForClient({ scopes, ...past })).toMatchObject({ accessToken: 'app-at-2' });
    expect(await app.acquireTokenForClient({ scopes })).toMatchObject({
      accessToken: 'app-at-2',
      source: 'cache',
    });
    expect(script.sent[1]?.form.get('claims') ?? undefined).toBe('claims' in past ? past.claims : undefined);
  },
);

test('another tenant has its own token', async () => {
  const { app, script } = setUp(appToken(), appToken({ access_token: 'app-at-2' }));
  await app.acquireTokenForClient({ scopes });
  const other = await app.acquireTokenForClient({
    scopes,
    authority: 'https://login.microsoftonline.com/fabrikam.test',
  });
  expect(other).toMatchObject({ accessToken: 'app-at-2', tenantId: 'fabrikam.test' });
  expect(script.sent[1]?.url).toContain('/fabrikam.test/oauth2/');
});

test('once refresh_in has passed, a call brings the new token', async () => {
  const { app, clock } = setUp(appToken({ refresh_in: '1800' }), appToken({ access_token: 'app-at-2' }));
  expect((await app.acquireTokenForClient({ scopes })).refreshOn).toBe(clock.now() + 1_800_000);
  clock.advance(1799);
  expect(await app.acquireTokenForClient({ scopes })).toMatchObject({ accessToken: 'app-at-1' });
  clock.advance(1);
  expect(await app.acquireTokenForClient({ scopes })).toMatchObject({
    accessToken: 'app-at-2',
    source: 'identity-provider',
  });
});

test.each([
  ['the authority is in trouble', [{ status: 503 }, { status: 503 }]],
  ['the authority asks to wait', [{ status: 429, headers: { 'retry-after': '30' } }]],
  ['the connection is reset', [new Error('ECONNRESET')]],
  ['the authority refuses', [oauthError('invalid_client', {}, 401)]],
])('an early refresh returns the cached token when %s', async (_, answers: Script[]) => {
  const { app, clock } = setUp(appToken({ refresh_in: 1800 }), ...answers);
  await app.acquireTokenForClient({ scopes });
  clock.advance(1801);
  expect(await app.acquireTokenForClient({ scopes })).toMatchObject({
    accessToken: 'app-at-1',
    source: 'cache',
  });
});

test('no scope, no request', async () => {
  const { app, script } = setUp();
  await expect(app.acquireTokenForClient({ scopes: [] })).rejects.toMatchObject({
    name: 'MsalClientException',
    code: 'scopes_required_client_credentials',
  });
  expect(script.sent).toHaveLength(0);
});

test('the entry of the cache is keyed and filled as MSAL.NET does it', async () => {
  const { app, clock } = setUp(appToken({ refresh_in: 1800 }));
  await app.acquireTokenForClient({ scopes: ['https://Graph.microsoft.com/.default'] });
  const now = clock.now() / 1000;
  expect(JSON.parse(app.tokenCache.serialize())).toEqual({
    AccessToken: {
      [`-login.windows.net-accesstoken-${clientId}-${tenantId}-https://graph.microsoft.com/.default`]: {
        home_account_id: '',
        environment: 'login.windows.net',
        credential_type: 'AccessToken',
        client_id: clientId,
        secret: 'app-at-1',
        realm: tenantId,
        target: 'https://Graph.microsoft.com/.default',
        token_type: 'Bearer',
        cached_at: String(now),
        expires_on: String(now + 3599),
        extended_expires_on: String(now + 3599),
        refresh_on: String(now + 1800),
      },
    },
    RefreshToken: {},
    IdToken: {},
    Account: {},
    AppMetadata: {
      [`appmetadata-login.windows.net-${clientId}`]: {
        client_id: clientId,
        environment: 'login.windows.net',
        family_id: '',
      },
    },
  });
});
