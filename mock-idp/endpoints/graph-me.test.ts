import { beforeEach, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { createProbe, type Probe } from '../testing/probe.ts';

const idp = createMockIdp();
let probe: Probe;
beforeEach(async () => {
  probe = await createProbe(undefined, { idp });
});

const me = (token?: string, host = 'graph.microsoft.com') =>
  probe.get(`https://${host}/v1.0/me`, token === undefined ? {} : { authorization: `Bearer ${token}` });

const userToken = async (scope: string) => {
  const { upn, password } = probe.user('alice');
  const { body } = await probe.token({
    grant_type: 'password',
    client_id: probe.app('desktop').clientId,
    username: upn,
    password,
    scope,
  });
  return String(body['access_token']);
};

const appToken = async () => {
  const { clientId, secret } = probe.app('daemon');
  const scope = 'https://graph.microsoft.com/.default';
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret!, scope };
  return String((await probe.token(form)).body['access_token']);
};

const codeOf = ({ body }: { readonly body: Record<string, unknown> }) =>
  (body['error'] as { code: string }).code;

test('a token for Graph with User.Read shows the user, in the recorded order of members', async () => {
  const { status, body, headers } = await me(await userToken('User.Read'));
  const { id, upn } = probe.user('alice');
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual([
    '@odata.context',
    'businessPhones',
    'displayName',
    'givenName',
    'jobTitle',
    'mail',
    'mobilePhone',
    'officeLocation',
    'preferredLanguage',
    'surname',
    'userPrincipalName',
    'id',
  ]);
  expect(body).toMatchObject({ displayName: 'Alice', userPrincipalName: upn, id });
  expect(headers.get('odata-version')).toBe('4.0');
});

test('without a token Graph says where one is to be had', async () => {
  const answer = await me();
  expect(answer.status).toBe(401);
  expect(codeOf(answer)).toBe('InvalidAuthenticationToken');
  expect(answer.headers.get('www-authenticate')).toBe(
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
  );
});

test('a token is good until the second it expires, in the time of the world', async () => {
  const token = await userToken('User.Read');
  probe.world.clock.advance(3_599_000);
  expect((await me(token)).status).toBe(200);
  probe.world.clock.advance(1_000);
  const late = await me(token);
  expect(late.status).toBe(401);
  expect(JSON.stringify(late.body)).toContain('the token is expired');
});

test('a token for another API, of another signer or of another cloud is not taken', async () => {
  const vault = await me(await userToken('https://vault.azure.net/.default'));
  expect([vault.status, codeOf(vault)]).toEqual([401, 'InvalidAuthenticationToken']);
  const good = await userToken('User.Read');
  const [header, , signature] = good.split('.');
  const claims = {
    ...(JSON.parse(Buffer.from(good.split('.')[1]!, 'base64url').toString()) as object),
    oid: 'x',
  };
  const forged = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
  expect((await me(forged)).status).toBe(401);
  expect((await me(good, 'graph.microsoft.us')).status).toBe(401);
  expect((await me('nonsense')).status).toBe(401);
});

test('an app has no /me, and a token needs a scope that allows reading the user', async () => {
  expect((await me(await appToken())).status).toBe(400);
  const mail = await me(await userToken('Mail.Read'));
  expect([mail.status, codeOf(mail)]).toEqual([403, 'Authorization_RequestDenied']);
});
