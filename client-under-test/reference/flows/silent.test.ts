import { expect, test } from 'vitest';
import { createPublicClientApplication } from '../public-client.ts';
import {
  authority,
  clientId,
  countingRandom,
  fakeClock,
  homeAccountId,
  oauthError,
  scriptedNetwork,
  tenantId,
  userToken,
  type Script,
} from '../test-doubles.ts';

const account = { homeAccountId };

async function signedIn(first: Script, ...answers: Script[]) {
  const clock = fakeClock();
  const script = scriptedNetwork(first, ...answers);
  const create = (changes: object = {}) =>
    createPublicClientApplication({
      clientId,
      authority,
      clock,
      random: countingRandom(),
      network: script.network,
      ...changes,
    });
  const app = create();
  await app.acquireTokenByRefreshToken({ scopes: ['User.Read'], refreshToken: 'brought' });
  const sharing = (changes: object) => {
    const other = create(changes);
    other.tokenCache.deserialize(app.tokenCache.serialize());
    return other;
  };
  return { app, clock, script, sharing };
}

test('a subset of the scopes of a good token, in any case, is served from the cache with account and ID token', async () => {
  const { app, script } = await signedIn(userToken({ scope: 'Mail.Read User.Read openid profile' }));
  const result = await app.acquireTokenSilent({ scopes: ['user.read', 'openid'], account });
  expect(result).toMatchObject({
    accessToken: 'user-at-1',
    source: 'cache',
    tenantId,
    account: {
      homeAccountId,
      username: 'ada@contoso.test',
      environment: 'login.microsoftonline.com',
      name: 'Ada',
    },
  });
  expect(result.idToken).toContain('.signature');
  expect(script.sent).toHaveLength(1);
});

test('other scopes redeem the refresh token, with the scopes sorted and the user named for routing', async () => {
  const { app, script } = await signedIn(
    userToken(),
    userToken({ access_token: 'user-at-2', scope: 'Mail.Read' }),
  );
  const result = await app.acquireTokenSilent({ scopes: ['Mail.Read'], account });
  expect(result).toMatchObject({
    accessToken: 'user-at-2',
    source: 'identity-provider',
    scopes: ['Mail.Read'],
  });
  const sent = script.sent[1];
  expect(Object.fromEntries(sent?.form ?? [])).toEqual({
    client_id: clientId,
    grant_type: 'refresh_token',
    client_info: '1',
    refresh_token: 'user-rt-1',
    scope: 'Mail.Read offline_access openid profile',
  });
  expect(sent?.headers).toMatchObject({ 'x-anchormailbox': `Oid:${homeAccountId.replace('.', '@')}` });
  expect(await app.acquireTokenSilent({ scopes: ['User.Read'], account })).toMatchObject({
    accessToken: 'user-at-1',
  });
});

test('a new token replaces those whose scopes it overlaps, and only those', async () => {
  const { app } = await signedIn(
    userToken(),
    userToken({ access_token: 'mail', scope: 'Mail.Read' }),
    userToken({ access_token: 'both', scope: 'Mail.Read Mail.Send' }),
  );
  await app.acquireTokenSilent({ scopes: ['Mail.Read'], account });
  await app.acquireTokenSilent({ scopes: ['Mail.Send'], account });
  const { AccessToken } = JSON.parse(app.tokenCache.serialize()) as {
    AccessToken: Record<string, { secret: string }>;
  };
  expect(Object.values(AccessToken).map(({ secret }) => secret)).toEqual(['user-at-1', 'both']);
});

test('a refresh token of an answer replaces the old one, and its absence keeps it', async () => {
  const { app, script } = await signedIn(
    userToken(),
    userToken({ refresh_token: 'user-rt-2' }),
    userToken({ refresh_token: undefined }),
    userToken(),
  );
  for (let i = 0; i < 3; i++)
    await app.acquireTokenSilent({ scopes: ['User.Read'], account, forceRefresh: true });
  expect(script.sent.slice(1).map(({ form }) => form.get('refresh_token'))).toEqual([
    'user-rt-1',
    'user-rt-2',
    'user-rt-2',
  ]);
});

test('an answer without client_info and ID token still belongs to the account', async () => {
  const bare = userToken({ access_token: 'user-at-2', client_info: undefined, id_token: undefined });
  const { app } = await signedIn(userToken(), bare);
  const refreshed = await app.acquireTokenSilent({ scopes: ['User.Read'], account, forceRefresh: true });
  expect(refreshed.account).toMatchObject({ homeAccountId, username: 'ada@contoso.test' });
  expect(await app.acquireTokenSilent({ scopes: ['User.Read'], account })).toMatchObject({
    accessToken: 'user-at-2',
    source: 'cache',
  });
});

test('an answer for another user is refused and not saved', async () => {
  const other = Buffer.from(JSON.stringify({ uid: 'someone', utid: 'else' })).toString('base64url');
  const { app } = await signedIn(userToken(), userToken({ client_info: other }));
  const before = app.tokenCache.serialize();
  await expect(
    app.acquireTokenSilent({ scopes: ['User.Read'], account, forceRefresh: true }),
  ).rejects.toMatchObject({ name: 'MsalClientException', code: 'user_mismatch' });
  expect(app.tokenCache.serialize()).toBe(before);
});

test.each([
  ['user_null', undefined],
  ['no_tokens_found', { homeAccountId: 'no.body' }],
])('%s asks for the user and sends nothing', async (code, nobody) => {
  const { app, script } = await signedIn(userToken());
  await expect(app.acquireTokenSilent({ scopes: ['User.Read'], account: nobody })).rejects.toMatchObject({
    name: 'MsalUiRequiredException',
    classification: 'acquire_token_silent_failed',
    code,
  });
  expect(script.sent).toHaveLength(1);
});

test('common is replaced by the home tenant of the account, a tenant of the call goes before it', async () => {
  const { sharing, script } = await signedIn(userToken(), userToken(), userToken({ access_token: 'guest' }));
  const app = sharing({ authority: 'https://login.windows.net/common' });
  expect(await app.acquireTokenSilent({ scopes: ['User.Read'], account })).toMatchObject({ source: 'cache' });
  await app.acquireTokenSilent({ scopes: ['Mail.Read'], account });
  const guest = { authority: 'https://login.microsoftonline.com/fabrikam.test' };
  await app.acquireTokenSilent({ scopes: ['User.Read'], account, ...guest });
  expect(script.sent.slice(1).map(({ url }) => new URL(url).pathname.split('/')[1])).toEqual([
    tenantId,
    'fabrikam.test',
  ]);
});

test('another application finds the tokens of none but itself', async () => {
  const { sharing } = await signedIn(userToken());
  const other = sharing({ clientId: 'other' });
  expect(await other.getAccounts()).toEqual([]);
  await expect(other.acquireTokenSilent({ scopes: ['User.Read'], account })).rejects.toMatchObject({
    code: 'no_tokens_found',
  });
});

test('a member of the family redeems the family refresh token of another', async () => {
  const { sharing, script } = await signedIn(userToken({ foci: '1' }), userToken({ foci: '1' }));
  const other = sharing({ clientId: 'other' });
  expect(await other.getAccounts()).toHaveLength(1);
  await other.acquireTokenSilent({ scopes: ['User.Read'], account });
  expect(script.sent[1]?.form.get('refresh_token')).toBe('user-rt-1');
  expect(script.sent[1]?.form.get('client_id')).toBe('other');
});

test('an application that turns out not to be of the family uses its own refresh token, and does not ask again', async () => {
  const { app, script, sharing } = await signedIn(
    userToken({ refresh_token: 'own', access_token: 'own-at' }),
    userToken({ foci: '1', refresh_token: 'family' }),
    oauthError('invalid_grant', { suberror: 'client_mismatch' }),
    userToken({ refresh_token: 'own-2' }),
    userToken(),
  );
  const member = sharing({ clientId: 'member' });
  await member.acquireTokenByRefreshToken({ scopes: ['User.Read'], refreshToken: 'brought' });
  app.tokenCache.deserialize(member.tokenCache.serialize());
  const asUnknown = JSON.parse(app.tokenCache.serialize()) as { AppMetadata: Record<string, unknown> };
  asUnknown.AppMetadata = {};
  app.tokenCache.deserialize(JSON.stringify(asUnknown), { clear: true });

  await app.acquireTokenSilent({ scopes: ['Mail.Read'], account });
  await app.acquireTokenSilent({ scopes: ['Mail.Read'], account, forceRefresh: true });
  expect(script.sent.slice(2).map(({ form }) => form.get('refresh_token'))).toEqual([
    'family',
    'own',
    'own-2',
  ]);
});

test('a refresh that needs the user is not sent again for two minutes, other scopes are', async () => {
  const refused = oauthError('invalid_grant', { suberror: 'bad_token' });
  const { app, clock, script } = await signedIn(userToken(), refused, refused, refused);
  const acquire = (scope: string) => app.acquireTokenSilent({ scopes: [scope], account });
  await expect(acquire('Mail.Read')).rejects.toMatchObject({ name: 'MsalUiRequiredException' });
  clock.advance(119);
  await expect(acquire('Mail.Read')).rejects.toMatchObject({
    name: 'MsalThrottledUiRequiredException',
    code: 'invalid_grant',
    suberror: 'bad_token',
    retryAfterMs: 1000,
    originalServiceException: { code: 'invalid_grant' },
  });
  expect(script.sent).toHaveLength(2);
  await expect(acquire('Calendars.Read')).rejects.toMatchObject({ name: 'MsalUiRequiredException' });
  clock.advance(1);
  await expect(acquire('Mail.Read')).rejects.toMatchObject({ name: 'MsalUiRequiredException' });
  expect(script.sent).toHaveLength(4);
  expect(await app.getAccounts()).toHaveLength(1);
});

test('removing an account leaves nothing of it, and the other account whole', async () => {
  const bob = Buffer.from(JSON.stringify({ uid: 'bob', utid: tenantId })).toString('base64url');
  const { app } = await signedIn(userToken(), userToken({ client_info: bob, access_token: 'bob-at' }));
  await app.acquireTokenByRefreshToken({ scopes: ['User.Read'], refreshToken: 'of bob' });
  expect(await app.getAccounts()).toHaveLength(2);
  await app.removeAccount(account);
  expect(app.tokenCache.serialize()).not.toContain(homeAccountId);
  const [left] = await app.getAccounts();
  expect(left?.homeAccountId).toBe(`bob.${tenantId}`);
  expect(await app.acquireTokenSilent({ scopes: ['User.Read'], account: left })).toMatchObject({
    accessToken: 'bob-at',
    source: 'cache',
  });
});

test('an account of a cloud that is not known makes one discovery, even for a known authority', async () => {
  const metadata = { preferred_network: 'login.microsoftonline.com', preferred_cache: 'login.windows.net' };
  const { app, script } = await signedIn(userToken(), {
    body: {
      metadata: [{ ...metadata, aliases: ['login.microsoftonline.com', 'login.windows.net', 'foo.bar'] }],
    },
  });
  const cache = app.tokenCache.serialize().replaceAll('login.windows.net', 'foo.bar');
  app.tokenCache.deserialize(cache, { clear: true });
  expect(await app.getAccounts()).toHaveLength(1);
  expect(await app.acquireTokenSilent({ scopes: ['User.Read'], account })).toMatchObject({ source: 'cache' });
  expect(script.sent.slice(1).map(({ url }) => new URL(url).pathname)).toEqual([
    '/common/discovery/instance',
  ]);
});
