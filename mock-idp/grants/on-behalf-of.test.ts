import { beforeEach, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { aadsts, claimsOf, createProbe, type Probe } from '../testing/probe.ts';

const idp = createMockIdp();
let probe: Probe;
beforeEach(async () => {
  probe = await createProbe(undefined, { idp });
});

const callApi = async (scope = `api://${probe.app('api').clientId}/access`) => {
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

const onBehalf = (assertion: string, change: Record<string, string> = {}, tenant?: string) => {
  const { clientId, secret } = probe.app('api');
  return probe.token(
    {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_id: clientId,
      client_secret: secret!,
      assertion,
      requested_token_use: 'on_behalf_of',
      scope: 'https://graph.microsoft.com/User.Read offline_access openid profile',
      client_info: '1',
      ...change,
    },
    tenant,
  );
};

test('an API gets a token for the next API, for the same user', async () => {
  const incoming = await callApi();
  expect(claimsOf(incoming)['scp']).toBe('access');
  const { status, body } = await onBehalf(incoming);
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual(
    'token_type scope expires_in ext_expires_in access_token refresh_token id_token client_info'.split(' '),
  );
  const claims = claimsOf(body['access_token']);
  expect(claims).toMatchObject({ oid: probe.user('alice').id, azp: probe.app('api').clientId, azpacr: '1' });
});

test('the new token does not outlive the old one', async () => {
  const incoming = await callApi();
  probe.world.clock.advance(600_000);
  const { body } = await onBehalf(incoming);
  expect(body['expires_in']).toBe(3000);
});

test('an assertion for someone else is refused: AADSTS500131', async () => {
  const answer = await onBehalf(await callApi('User.Read'));
  expect([answer.body['error'], aadsts(answer)]).toEqual(['invalid_grant', [500131]]);
});

test('an expired assertion is refused: AADSTS500133', async () => {
  const incoming = await callApi();
  probe.world.clock.advance(3_600_000);
  expect(aadsts(await onBehalf(incoming))).toEqual([500133]);
});

test('a forged assertion is refused: AADSTS50013, and what is none: AADSTS50027', async () => {
  const [header, payload] = (await callApi()).split('.');
  expect(aadsts(await onBehalf(`${header}.${payload}.AAAA`))).toEqual([50013]);
  expect(aadsts(await onBehalf('nonsense'))).toEqual([50027]);
});

test('an app token is no assertion: AADSTS7000114', async () => {
  const { clientId, secret } = probe.app('daemon');
  const { body } = await probe.token({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret!,
    scope: `api://${probe.app('api').clientId}/.default`,
  });
  expect(aadsts(await onBehalf(String(body['access_token'])))).toEqual([7000114]);
});

test.each([
  [{ requested_token_use: '' }, 900144],
  [{ requested_token_use: 'something_else' }, 9002313],
  [{ client_secret: '' }, 7000218],
  [{ scope: '' }, 900144],
])('%j is refused with AADSTS%i', async (change, code) => {
  expect(aadsts(await onBehalf(await callApi(), change))).toEqual([code]);
});
