import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import type { EndpointName } from '../endpoint-name.ts';
import { claimsOf, createProbe, type Probe } from '../testing/probe.ts';
import { faultRule, type FaultRule } from './fault-rule.ts';

const idp = createMockIdp();
const login = 'https://login.microsoftonline.com';
let probe: Probe;
beforeEach(async () => {
  probe = await createProbe(undefined, { idp });
});

const tokenUrl = () => `${login}/${probe.tenant('contoso').id}/oauth2/v2.0/token`;
const credentials = () => ({
  grant_type: 'client_credentials',
  client_id: probe.app('daemon').clientId,
  client_secret: probe.app('daemon').secret!,
  scope: 'https://graph.microsoft.com/.default',
});
const askText = async () =>
  (await probe.fetch(tokenUrl(), { method: 'POST', body: new URLSearchParams(credentials()) })).text();
const accessToken = async () => String((await probe.token(credentials())).body['access_token']);
const fault = (rule: Omit<FaultRule, 'endpoint'>) => probe.world.faults.add({ endpoint: 'token', ...rule });

const verifyAtNow = async (token: string) => {
  const { body } = await probe.get(`${login}/common/discovery/v2.0/keys`);
  return jwtVerify(token, createLocalJWKSet(body as unknown as JSONWebKeySet), {
    currentDate: new Date(probe.world.clock.now()),
    issuer: `${login}/${probe.tenant('contoso').id}/v2.0`,
    audience: '00000003-0000-0000-c000-000000000000',
  });
};

const addresses: Partial<Record<EndpointName, string>> = {
  'instance-discovery': `${login}/common/discovery/instance?api-version=1.1&authorization_endpoint=${login}/common`,
  'openid-configuration': `${login}/common/v2.0/.well-known/openid-configuration`,
  keys: `${login}/common/discovery/v2.0/keys`,
  authorize: `${login}/common/oauth2/v2.0/authorize`,
  'device-page': `${login}/common/oauth2/deviceauth`,
  logout: `${login}/common/oauth2/v2.0/logout`,
  'user-realm': `${login}/common/userrealm/alice@contoso.example?api-version=1.0`,
  'graph-me': 'https://graph.microsoft.com/v1.0/me',
  unknown: `${login}/nowhere`,
};

test.each(Object.entries(addresses))('the endpoint %s can be made to fail', async (endpoint, address) => {
  probe.world.faults.add(
    faultRule.parse({ endpoint, status: 503, text: 'down', headers: { 'X-Why': 'rule' } }),
  );
  const response = await probe.fetch(address);
  expect([response.status, response.headers.get('x-why'), await response.text()]).toEqual([
    503,
    'rule',
    'down',
  ]);
});

test('a member that stands twice has its false value first', async () => {
  fault({ duplicate: { expires_in: 1, absent: 2 } });
  expect(await askText()).toMatch(/^\{"expires_in":1,"token_type":"Bearer","expires_in":3599,/);
});

test('unknown members come last and are of every type', async () => {
  fault({ unknownMembers: 6 });
  const members = Object.entries(JSON.parse(await askText()) as object).slice(-6);
  expect(members.map(([name]) => name)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `x_unknown_${n}`));
  expect(members.map(([, value]) => (value === null ? 'null' : typeof value))).toContain('null');
});

test('a padded body is still the same JSON, and the ledger keeps it short', async () => {
  fault({ padTo: 1_000_000 });
  const text = await askText();
  expect(text).toHaveLength(1_000_000);
  expect(JSON.parse(text)).toHaveProperty('access_token');
  expect(probe.world.ledger.exchanges.at(-1)!.response.body.length).toBeLessThan(5000);
});

test('a body larger than the bound is refused when the rule is read', () => {
  expect(faultRule.safeParse({ endpoint: 'token', padTo: 1e9 }).success).toBe(false);
});

test('a token of a stale key has a kid that no keys document lists', async () => {
  await expect(verifyAtNow(await accessToken())).resolves.toBeDefined();
  fault({ token: { key: 'stale' } });
  await expect(verifyAtNow(await accessToken())).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
});

test.each([
  ['issuer', 'iss'],
  ['audience', 'aud'],
] as const)('a token of the wrong %s fails for its %s alone', async (wrong, claim) => {
  fault({ token: { wrong: [wrong] } });
  await expect(verifyAtNow(await accessToken())).rejects.toMatchObject({
    code: 'ERR_JWT_CLAIM_VALIDATION_FAILED',
    claim,
  });
});

test('expired and not yet valid tokens are signed well and out of their time', async () => {
  fault({ nth: 1, token: { lifetime: 'expired' } });
  fault({ nth: 2, token: { lifetime: 'not-yet-valid' } });
  await expect(verifyAtNow(await accessToken())).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
  await expect(verifyAtNow(await accessToken())).rejects.toMatchObject({ claim: 'nbf' });
});

test('a skewed clock moves every date by the same seconds', async () => {
  const [iat, exp] = [claimsOf(await accessToken())['iat'], claimsOf(await accessToken())['exp']].map(Number);
  fault({ token: { skewSeconds: -120 } });
  expect(claimsOf(await accessToken())).toMatchObject({ iat: iat! - 120, exp: exp! - 120 });
});

test('only the ID token is wrong when the rule says so', async () => {
  fault({ token: { only: 'id_token', wrong: ['nonce', 'audience'] } });
  const { body } = await probe.token({
    grant_type: 'password',
    client_id: probe.app('desktop').clientId,
    username: probe.user('alice').upn,
    password: probe.user('alice').password,
    scope: 'openid User.Read',
  });
  expect(claimsOf(body['id_token'])).toMatchObject({
    nonce: 'a-nonce-that-nobody-sent',
    aud: '00000000-0000-0000-0000-00000000dead',
  });
  expect(claimsOf(body['access_token'])['aud']).toBe('00000003-0000-0000-c000-000000000000');
});

test('chance comes from the seed: the same exchanges fail again, and about the part asked for', async () => {
  const failures = async (seed: number) => {
    const { world, get } = await createProbe(undefined, { idp: createMockIdp(), seed });
    world.faults.add({ endpoint: 'keys', probability: 0.2, status: 500, json: {} });
    const statuses: number[] = [];
    for (let i = 0; i < 100; i++) statuses.push((await get(`${login}/common/discovery/v2.0/keys`)).status);
    return statuses;
  };
  const first = await failures(7);
  expect(await failures(7)).toEqual(first);
  const failed = first.filter((status) => status === 500).length;
  expect(failed).toBeGreaterThan(8);
  expect(failed).toBeLessThan(35);
});

test('chance leaves everything else of the world as it was', async () => {
  const quiet = await createProbe(undefined, { idp: createMockIdp(), seed: 3 });
  const rolled = await createProbe(undefined, { idp: createMockIdp(), seed: 3 });
  rolled.world.faults.add({ endpoint: 'keys', probability: 0.5, delayMs: 0 });
  for (const one of [quiet, rolled]) await one.get(`${login}/common/discovery/v2.0/keys`);
  expect(rolled.world.random.guid()).toBe(quiet.world.random.guid());
});

test('a rule for one host or path leaves the others alone', async () => {
  probe.world.faults.add({ endpoint: 'keys', host: 'login.microsoft.com', status: 500, json: {} });
  probe.world.faults.add({ endpoint: 'keys', path: '/organizations/**', status: 502, json: {} });
  const status = async (host: string, tenant: string) =>
    (await probe.get(`https://${host}/${tenant}/discovery/v2.0/keys`)).status;
  expect(await status('login.microsoftonline.com', 'common')).toBe(200);
  expect(await status('login.microsoft.com', 'common')).toBe(500);
  expect(await status('login.microsoftonline.com', 'organizations')).toBe(502);
});

test('a rule that does nothing, or stands behind no answer, is refused', () => {
  expect(faultRule.safeParse({ endpoint: 'token', host: 'a', probability: 0.5 }).success).toBe(false);
  expect(faultRule.safeParse({ endpoint: 'refused', status: 500 }).success).toBe(false);
  expect(faultRule.safeParse({ endpoint: 'token', token: { only: 'id_token' } }).success).toBe(false);
});
