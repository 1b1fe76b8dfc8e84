import { beforeAll, expect, test } from 'vitest';
import { aadsts, claimsOf, createProbe, type Probe } from '../testing/probe.ts';

let probe: Probe;
beforeAll(async () => {
  probe = await createProbe();
});

const signIn = (name: string, change: Record<string, string> = {}, tenant?: string, app = 'desktop') => {
  const { upn, password } = probe.user(name);
  return probe.token(
    {
      grant_type: 'password',
      client_id: probe.app(app).clientId,
      username: upn,
      password,
      scope: 'User.Read openid profile offline_access',
      client_info: '1',
      ...change,
    },
    tenant,
  );
};

test('a user is answered with all members in the recorded order', async () => {
  const { status, body } = await signIn('alice');
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual(
    'token_type scope expires_in ext_expires_in access_token refresh_token id_token client_info'.split(' '),
  );
  expect(body['scope']).toBe('User.Read openid profile email');
  const { id } = probe.user('alice');
  const clientInfo = Buffer.from(String(body['client_info']), 'base64url').toString();
  expect(clientInfo).toBe(`{"uid":"${id}","utid":"${probe.tenant('contoso').id}"}`);
});

test('a member of the family says so behind the refresh token', async () => {
  const { body } = await signIn('alice', {}, undefined, 'kin');
  expect(Object.keys(body).slice(5, 7)).toEqual(['refresh_token', 'foci']);
  expect(body['foci']).toBe('1');
});

test('what is not asked for is not given', async () => {
  const { body } = await signIn('alice', { scope: 'User.Read' });
  expect(body).not.toHaveProperty('refresh_token');
  expect(body).not.toHaveProperty('id_token');
});

test('the tokens have the claims of a user in the recorded order', async () => {
  const { body } = await signIn('alice');
  const { id, upn } = probe.user('alice');
  const access = claimsOf(body['access_token']);
  expect(Object.keys(access)).toEqual(
    'aud iss iat nbf exp aio azp azpacr name oid preferred_username rh scp sub tid uti ver'.split(' '),
  );
  expect(access).toMatchObject({ scp: 'email openid profile User.Read', oid: id, azpacr: '0' });
  const idToken = claimsOf(body['id_token']);
  expect(Object.keys(idToken)).toEqual(
    'aud iss iat nbf exp aio name oid preferred_username rh sub tid uti ver'.split(' '),
  );
  expect(idToken).toMatchObject({
    aud: probe.app('desktop').clientId,
    preferred_username: upn,
    name: 'Alice',
  });
  expect(String(idToken['sub'])).toHaveLength(43);
  expect(idToken['sub']).not.toBe(access['sub']);
  expect(Number(idToken['exp']) - Number(idToken['iat'])).toBe(3900);
});

test.each([
  [
    'https://vault.azure.net/.default',
    'https://vault.azure.net/user_impersonation https://vault.azure.net/.default',
  ],
  [
    'https://management.core.windows.net//.default',
    'https://management.core.windows.net//user_impersonation https://management.core.windows.net//.default',
  ],
  ['https://graph.microsoft.com/user.read', 'https://graph.microsoft.com/User.Read'],
  ['user.read mail.read', 'User.Read Mail.Read'],
])('%s is answered with %s', async (scope, answered) => {
  expect((await signIn('alice', { scope })).body['scope']).toBe(answered);
});

test.each([
  ['User.Read https://vault.azure.net/.default', 28000],
  ['https://graph.microsoft.com/.default https://graph.microsoft.com/Mail.Read', 70011],
  ['no-such-scope', 70011],
  ['https://vault.azure.net/nothing', 650053],
  ['https://nothing.example/read', 500011],
])('the scope %s is refused with AADSTS%i', async (scope, code) => {
  expect(aadsts(await signIn('alice', { scope }))).toEqual([code]);
});

test.each([
  ['alice', { password: 'wrong' }, 50126, undefined],
  ['alice', { username: 'nobody@contoso.example' }, 50034, undefined],
  ['fred', {}, 50034, undefined],
  ['dora', {}, 50057, undefined],
  ['dora', { password: 'wrong' }, 50126, undefined],
  ['lara', { password: 'wrong' }, 50053, undefined],
  ['ella', {}, 50055, 'user_password_expired'],
  ['mona', {}, 50076, 'basic_action'],
])('%s with %j is refused with AADSTS%i', async (name, change, code, suberror) => {
  const answer = await signIn(name, change);
  expect([answer.status, answer.body['error'], aadsts(answer)]).toEqual([400, 'invalid_grant', [code]]);
  expect(answer.body['suberror']).toBe(suberror);
});

test.each(['common', 'organizations'])('at %s the user name leads home', async (tenant) => {
  const { body } = await signIn('fred', {}, tenant);
  expect(claimsOf(body['access_token'])['tid']).toBe(probe.tenant('fabrikam').id);
});

test('at organizations a user name of nobody’s domain finds no tenant', async () => {
  const answer = await signIn('alice', { username: 'x@elsewhere.example' }, 'organizations');
  expect(aadsts(answer)).toEqual([90002]);
});

test('an app that must ask cannot ask here: AADSTS65001', async () => {
  const answer = await signIn('alice', {}, undefined, 'asks');
  expect(aadsts(answer)).toEqual([65001]);
  expect(answer.body['suberror']).toBe('consent_required');
  expect(answer.body['error_description']).toContain(`named 'Asks'`);
});
