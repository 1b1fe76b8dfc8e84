import { beforeAll, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { aadsts, claimsOf, createProbe, manyTraits, type Probe } from '../testing/probe.ts';

const idp = createMockIdp();
let probe: Probe;
beforeAll(async () => {
  probe = await createProbe(undefined, { idp });
});

const form = (name: string, change: Record<string, string> = {}) => ({
  grant_type: 'client_credentials',
  client_id: probe.app(name).clientId,
  ...(probe.app(name).secret !== undefined && { client_secret: probe.app(name).secret! }),
  scope: 'https://graph.microsoft.com/.default',
  ...change,
});

test('the answer has four members, numbers as numbers, and nothing of a user', async () => {
  const { status, body } = await probe.token(form('daemon', { client_info: '1' }));
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual(['token_type', 'expires_in', 'ext_expires_in', 'access_token']);
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 });
});

test('the token has the claims of an app in the recorded order', async () => {
  const { body, headers } = await probe.token(form('daemon'));
  const claims = claimsOf(body['access_token']);
  const { id } = probe.tenant('contoso');
  expect(Object.keys(claims)).toEqual('aud iss iat nbf exp aio azp azpacr oid rh sub tid uti ver'.split(' '));
  expect(claims).toMatchObject({
    aud: '00000003-0000-0000-c000-000000000000',
    iss: `https://login.microsoftonline.com/${id}/v2.0`,
    azp: probe.app('daemon').clientId,
    azpacr: '1',
    tid: id,
    sub: claims['oid'],
    ver: '2.0',
  });
  expect(Number(claims['exp']) - Number(claims['iat'])).toBe(3900);
  expect(claims['nbf']).toBe(claims['iat']);
  // .NET writes the first three groups of a GUID with their bytes turned round.
  const bytes = Buffer.from(String(claims['uti']), 'base64url').toString('hex');
  const turned = bytes.replace(/^(..)(..)(..)(..)(..)(..)(..)(..)/, '$4$3$2$1$6$5$8$7');
  expect(turned).toBe(headers.get('x-ms-request-id')!.replaceAll('-', ''));
});

test('the secret may come by HTTP Basic', async () => {
  const { clientId, secret } = probe.app('daemon');
  const rest = { grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' };
  const basic = Buffer.from(`${clientId}:${encodeURIComponent(secret!)}`).toString('base64');
  const { status } = await probe.token(rest, undefined, { authorization: `Basic ${basic}` });
  expect(status).toBe(200);
});

test('scopes that only mean something for a user are passed over, as MSAL Go sends them', async () => {
  const { clientId, secret } = probe.app('daemon');
  const { status, body } = await probe.token({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret!,
    scope: 'https://graph.microsoft.com/.default openid offline_access profile',
  });
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual(['token_type', 'expires_in', 'ext_expires_in', 'access_token']);
});

test.each([
  ['daemon', { client_secret: 'wrong' }, 401, 7000215],
  ['daemon', { client_secret: '' }, 401, 7000218],
  ['stale', {}, 401, 7000222],
  ['desktop', {}, 401, 7000218],
  ['desktop', { client_secret: 'any' }, 401, 700025],
  ['daemon', { scope: 'https://graph.microsoft.com/User.Read' }, 400, 1002012],
  ['daemon', { scope: 'https://graph.microsoft.com/.default User.Read openid' }, 400, 1002012],
  [
    'daemon',
    { scope: 'https://graph.microsoft.com/.default https://vault.azure.net/.default' },
    400,
    1002012,
  ],
  ['daemon', { scope: 'https://nothing.example/.default' }, 400, 500011],
])('%s with %j is refused: %i, AADSTS%i', async (name, change, status, code) => {
  const answer = await probe.token(form(name, change));
  expect([answer.status, aadsts(answer)]).toEqual([status, [code]]);
});

test.each(['common', 'organizations'])('at %s there is no tenant to act in', async (tenant) => {
  const answer = await probe.token(form('everywhere'), tenant);
  expect([answer.status, aadsts(answer)]).toEqual([400, [50059]]);
});

test.each([
  ['api://{api}/.default', 'the identifier URI'],
  ['{api}/.default', 'the client id'],
])('an API of the world is asked for as %s, %s', async (scope) => {
  const { clientId } = probe.app('api');
  const { body } = await probe.token(form('daemon', { scope: scope.replace('{api}', clientId) }));
  expect(claimsOf(body['access_token'])['aud']).toBe(clientId);
});

test('lifetimes are those of the config, refresh_in where it has one', async () => {
  const short = await createProbe(
    { ...manyTraits, tokens: { expiresIn: 100, refreshIn: 50 } },
    { idp, seed: 3 },
  );
  const { clientId, secret } = short.app('daemon');
  const { body } = await short.token(form('daemon', { client_id: clientId, client_secret: secret! }));
  expect(Object.keys(body)).toEqual(
    'token_type expires_in ext_expires_in refresh_in access_token'.split(' '),
  );
  expect(body).toMatchObject({ expires_in: 100, ext_expires_in: 100, refresh_in: 50 });
});

test('capabilities that the client declares stand in the token', async () => {
  const claims = '{"access_token":{"xms_cc":{"values":["cp1"]}}}';
  const { body } = await probe.token(form('daemon', { claims }));
  expect(claimsOf(body['access_token'])['xms_cc']).toEqual(['cp1']);
});
