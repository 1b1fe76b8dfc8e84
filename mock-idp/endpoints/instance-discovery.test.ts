import { beforeAll, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { aadsts, createProbe, type Probe } from '../testing/probe.ts';

let probe: Probe;
beforeAll(async () => {
  probe = await createProbe();
});

const discover = (endpoint: string, host = 'login.microsoftonline.com', headers = {}) =>
  probe.get(
    `https://${host}/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(endpoint)}`,
    headers,
  );

test('instance discovery lists the clouds in the recorded order, its members too', async () => {
  const { status, body } = await discover(
    'https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize',
  );
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual(['tenant_discovery_endpoint', 'api-version', 'metadata']);
  expect(body['tenant_discovery_endpoint']).toBe(
    'https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration',
  );
  const metadata = body['metadata'] as { preferred_network: string; aliases: string[] }[];
  expect(Object.keys(metadata[0]!)).toEqual(['preferred_network', 'preferred_cache', 'aliases']);
  expect(metadata.map((entry) => entry.preferred_network)).toEqual([
    'login.microsoftonline.com',
    'login.partner.microsoftonline.cn',
    'login.microsoftonline.de',
    'login.microsoftonline.us',
    'login-us.microsoftonline.com',
  ]);
  expect(metadata[0]!.aliases).toEqual([
    'login.microsoftonline.com',
    'login.windows.net',
    'login.microsoft.com',
    'sts.windows.net',
  ]);
});

test('a v1 authorize address leads to the v1 document', async () => {
  const { body } = await discover('https://login.microsoftonline.com/common/oauth2/authorize');
  expect(body['tenant_discovery_endpoint']).toBe(
    'https://login.microsoftonline.com/common/.well-known/openid-configuration',
  );
});

test('the list is the same on another cloud', async () => {
  const endpoint = 'https://login.microsoftonline.us/common/oauth2/v2.0/authorize';
  const [here, there] = [await discover(endpoint), await discover(endpoint, 'login.microsoftonline.us')];
  expect(there.body).toEqual(here.body);
});

test.each([
  'https://evil.example/common/oauth2/v2.0/authorize',
  'https://login.microsoftonline.com.evil.example/common/oauth2/v2.0/authorize',
  'https://graph.microsoft.com/common/oauth2/v2.0/authorize',
  'http://login.microsoftonline.com/common/oauth2/v2.0/authorize',
  'nonsense',
])('%s is no instance: AADSTS50049', async (endpoint) => {
  const answer = await discover(endpoint);
  expect(answer.status).toBe(400);
  expect(answer.body['error']).toBe('invalid_instance');
  expect(aadsts(answer)).toEqual([50049]);
});

test.each([
  'login.sovcloud-identity.fr',
  'login.sovcloud-identity.de',
  'login.sovcloud-identity.sg',
  'login.windows-ppe.net',
])('%s is listed behind the recorded instances when it is asked about', async (host) => {
  const endpoint = `https://${host}/common/oauth2/v2.0/authorize`;
  for (const asked of [host, 'login.microsoftonline.com']) {
    const metadata = (await discover(endpoint, asked)).body['metadata'] as { preferred_network: string }[];
    expect(metadata).toHaveLength(6);
    expect(metadata.at(-1)?.preferred_network).toBe(host);
  }
});

test('an unencoded authorization_endpoint, an explicit port, a trailing slash and a bare ? are understood', async () => {
  const endpoint = 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize';
  const plain = await probe.get(
    `https://LOGIN.microsoftonline.com:443/common/discovery/instance/?api-version=1.1&authorization_endpoint=${endpoint}`,
  );
  expect(plain.status).toBe(200);
  const metadata = await probe.get(
    'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration?',
  );
  expect(metadata.status).toBe(200);
});

test('it answers requests that belong to no world, and records them as such', async () => {
  const idp = createMockIdp();
  const response = await idp.fetch()(
    'https://login.microsoftonline.com/common/discovery/instance?api-version=1.1&authorization_endpoint=https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
  );
  expect(response.status).toBe(200);
  expect(idp.unattributed.map(({ endpoint }) => endpoint)).toEqual(['instance-discovery']);
});

test('discovery may be cached and read from any origin', async () => {
  const { headers } = await discover('https://login.microsoftonline.com/common/oauth2/authorize');
  expect(headers.get('cache-control')).toBe('max-age=86400, private');
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(headers.get('access-control-allow-methods')).toBe('GET, OPTIONS');
  expect(headers.get('pragma')).toBeNull();
});
