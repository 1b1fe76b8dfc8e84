import { expect, test } from 'vitest';
import { createConfidentialClientApplication } from '../confidential-client.ts';
import { appToken, clientId, fakeClock, oauthError, scriptedNetwork, type Script } from '../test-doubles.ts';
import { knownMetadata } from './known-clouds.ts';

function setUp(host: string, options: object, ...answers: Script[]) {
  const script = scriptedNetwork(...answers);
  const app = createConfidentialClientApplication({
    clientId,
    authority: `https://${host}/tenant.test`,
    credential: { type: 'secret', secret: 's' },
    clock: fakeClock(),
    network: script.network,
    ...options,
  });
  const hosts = () => script.sent.map(({ url }) => new URL(url).host);
  return {
    acquire: (more = {}) => app.acquireTokenForClient({ scopes: ['s'], ...more }),
    app,
    script,
    hosts,
  };
}

const environments = (serialized: string) =>
  Object.values((JSON.parse(serialized) as { AccessToken: object }).AccessToken).map(
    (token: { environment: string }) => token.environment,
  );

test.each([
  ['login.windows.net', 'login.microsoftonline.com', 'login.windows.net'],
  ['sts.windows.net', 'login.microsoftonline.com', 'login.windows.net'],
  ['login.chinacloudapi.cn', 'login.partner.microsoftonline.cn', 'login.partner.microsoftonline.cn'],
  ['login.usgovcloudapi.net', 'login.microsoftonline.us', 'login.microsoftonline.us'],
  ['login.sovcloud-identity.fr', 'login.sovcloud-identity.fr', 'login.sovcloud-identity.fr'],
])('%s is known: requests go to %s, tokens are kept under %s', async (host, network, environment) => {
  const { acquire, app, hosts } = setUp(host, {}, appToken());
  await acquire();
  expect(hosts()).toEqual([network]);
  expect(environments(app.tokenCache.serialize())).toEqual([environment]);
});

test('an unknown host is asked about once, at a well-known host, and the answer is followed', async () => {
  const entry = {
    preferred_network: 'net.test',
    preferred_cache: 'cache.test',
    aliases: ['login.test', 'net.test'],
  };
  const { acquire, app, script, hosts } = setUp(
    'login.test',
    {},
    { body: { tenant_discovery_endpoint: 'x', metadata: [entry] } },
    appToken(),
    appToken(),
  );
  const result = await acquire();
  await acquire({ forceRefresh: true });
  expect(hosts()).toEqual(['login.microsoftonline.com', 'net.test', 'net.test']);
  const [discovery] = script.sent;
  expect(discovery?.method).toBe('GET');
  expect(Object.fromEntries(discovery?.query ?? [])).toEqual({
    'api-version': '1.1',
    authorization_endpoint: 'https://login.test/tenant.test/oauth2/v2.0/authorize',
  });
  expect(discovery?.headers['client-request-id']).toBe(result.correlationId);
  expect(environments(app.tokenCache.serialize())).toEqual(['cache.test']);
});

test('a host that is no instance is refused, and no token is asked for', async () => {
  const { acquire, hosts } = setUp('evil.test', {}, oauthError('invalid_instance', { error_codes: [50049] }));
  await expect(acquire()).rejects.toMatchObject({
    name: 'MsalServiceException',
    code: 'invalid_instance',
    errorCodes: [50049],
  });
  expect(hosts()).toEqual(['login.microsoftonline.com']);
});

test.each<[string, Script]>([
  ['a 5xx', { status: 503 }],
  ['a page', { body: '<html>' }],
  ['an error of another kind', oauthError('invalid_tenant')],
  ['no answer', new Error('ECONNREFUSED')],
])('a discovery that ends in %s is not repeated, and the host stands for itself', async (_, answer) => {
  const { acquire, hosts } = setUp('login.test:8443', {}, answer, appToken());
  await acquire();
  expect(hosts()).toEqual(['login.microsoftonline.com:8443', 'login.test:8443']);
});

test.each([
  ['turned off', { instanceDiscovery: false }],
  ['not needed for a declared host', { knownAuthorities: ['LOGIN.test'] }],
  ['not needed for a declared URL', { knownAuthorities: ['https://login.test/x'] }],
])('discovery is %s', async (_, options) => {
  const { acquire, hosts } = setUp('login.test', options, appToken());
  await acquire();
  expect(hosts()).toEqual(['login.test']);
});

test('an authority for one call may not be in another cloud', async () => {
  const { acquire, hosts } = setUp('login.microsoftonline.com', {});
  await expect(acquire({ authority: 'https://login.microsoftonline.us/t' })).rejects.toMatchObject({
    code: 'authority_host_mismatch',
  });
  expect(hosts()).toEqual([]);
});

test('no host belongs to two clouds', () => {
  expect(knownMetadata('LOGIN.microsoft.com')?.aliases).toContain('sts.windows.net');
  expect(knownMetadata('login.microsoft.test')).toBeUndefined();
});
