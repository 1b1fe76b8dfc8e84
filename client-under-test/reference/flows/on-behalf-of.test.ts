import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createConfidentialClientApplication } from '../confidential-client.ts';
import {
  authority,
  clientId,
  fakeClock,
  oauthError,
  scriptedNetwork,
  userToken,
  type Script,
} from '../test-doubles.ts';

function setUp(...answers: Script[]) {
  const script = scriptedNetwork(...answers);
  const clock = fakeClock();
  const app = createConfidentialClientApplication({
    clientId,
    authority,
    credential: { type: 'secret', secret: 's' },
    clock,
    network: script.network,
  });
  const acquire = (assertion: string, more = {}) =>
    app.acquireTokenOnBehalfOf({ scopes: ['User.Read'], assertion, ...more });
  return { app, acquire, clock, script };
}

test('the incoming token is exchanged once, and then the cache answers', async () => {
  const { acquire, script } = setUp(userToken());
  expect(await acquire('token-of-ada')).toMatchObject({
    source: 'identity-provider',
    accessToken: 'user-at-1',
  });
  expect(await acquire('token-of-ada')).toMatchObject({
    source: 'cache',
    account: { username: 'ada@contoso.test' },
  });
  expect(Object.fromEntries(script.sent[0]?.form ?? [])).toEqual({
    client_id: clientId,
    client_secret: 's',
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_info: '1',
    assertion: 'token-of-ada',
    requested_token_use: 'on_behalf_of',
    scope: 'offline_access openid profile User.Read',
  });
});

test('another assertion never gets the token of the first', async () => {
  const { acquire } = setUp(userToken(), userToken({ access_token: 'of-bob' }));
  await acquire('token-of-ada');
  expect(await acquire('token-of-bob')).toMatchObject({ accessToken: 'of-bob', source: 'identity-provider' });
});

test('the cache holds the hash of the assertion and no refresh token, so the user is not signed in', async () => {
  const { app, acquire } = setUp(userToken());
  await acquire('token-of-ada');
  const serialized = app.tokenCache.serialize();
  const hash = createHash('sha256').update('token-of-ada').digest('base64url');
  expect(serialized).toContain(`"user_assertion_hash":"${hash}"`);
  expect(serialized).not.toMatch(/token-of-ada|user-rt-1/);
  expect(await app.getAccounts()).toEqual([]);
});

test('a silent call for the user does not find the exchanged token', async () => {
  const { app, acquire } = setUp(userToken());
  const { account } = await acquire('token-of-ada');
  await expect(app.acquireTokenSilent({ scopes: ['User.Read'], account })).rejects.toMatchObject({
    code: 'no_tokens_found',
  });
});

test('once refresh_in has passed, the exchange is made again', async () => {
  const { acquire, clock, script } = setUp(
    userToken({ refresh_in: 100 }),
    userToken({ access_token: 'second' }),
  );
  await acquire('a');
  clock.advance(100);
  expect(await acquire('a')).toMatchObject({ accessToken: 'second' });
  expect(script.sent[1]?.form.get('assertion')).toBe('a');
});

test('a claims challenge of the downstream API reaches the caller', async () => {
  const { acquire } = setUp(oauthError('interaction_required', { claims: '{"access_token":{}}' }));
  await expect(acquire('a')).rejects.toMatchObject({
    name: 'MsalClaimsChallengeException',
    claims: '{"access_token":{}}',
  });
});
