import { expect, test } from 'vitest';
import { claimsOf, type Json } from '../testing/probe.ts';
import { createMachine, machine, vault } from './testing.ts';

const url = 'http://169.254.169.254/metadata/identity/oauth2/token';
const metadata = { Metadata: 'true' };
const ok = { 'api-version': '2018-02-01', resource: vault };

test('a token comes as text alone, members in alphabetical order', async () => {
  const { ask, world } = await createMachine();
  const { status, body, headers } = await ask(url, ok, metadata);
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual([
    'access_token',
    'client_id',
    'expires_in',
    'expires_on',
    'ext_expires_in',
    'not_before',
    'resource',
    'token_type',
  ]);
  const { system } = world.managedIdentity;
  expect(body).toMatchObject({ client_id: system?.clientId, expires_in: '86399', resource: vault });
  expect(headers.get('server')).toMatch(/^IMDS\//);
  expect(headers.get('set-cookie')).toBeNull();
  const claims = claimsOf(body['access_token']);
  expect(claims).toMatchObject({
    oid: system?.objectId,
    sub: system?.objectId,
    idtyp: 'app',
    xms_mirid: system?.resourceId,
    tid: world.directory.tenants[0]?.id,
  });
  expect(body['expires_on']).toBe(String(claims['exp']));
});

test('the keys document has the key the token is signed with', async () => {
  const { ask, get, tenant } = await createMachine();
  const { body } = await ask(url, ok, metadata);
  const [head = ''] = String(body['access_token']).split('.');
  const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString()) as Json;
  const keys = await get(`https://login.microsoftonline.com/${tenant('contoso').id}/discovery/v2.0/keys`);
  expect((keys.body['keys'] as Json[]).map((key) => key['kid'])).toContain(kid);
});

test('without the Metadata header nothing else is looked at', async () => {
  const { ask, world } = await createMachine();
  const { status, body } = await ask(url, { 'api-version': '2018-02-01' });
  expect(status).toBe(400);
  expect(JSON.stringify(body)).toBe(
    '{"error":"invalid_request","error_description":"Required metadata header not specified"}',
  );
  expect(world.ledger.exchanges.at(-1)?.endpoint).toBe('imds');
});

test.each([
  ['client_id', 'reader', 'clientId'],
  ['object_id', 'writer', 'objectId'],
  ['msi_res_id', 'reader', 'resourceId'],
  ['mi_res_id', 'writer', 'resourceId'],
] as const)('%s names %s', async (parameter, name, member) => {
  const { ask, world } = await createMachine();
  const identity = world.managedIdentity.userAssigned.find((one) => one.name === name)!;
  const { body } = await ask(url, { ...ok, [parameter]: identity[member].toUpperCase() }, metadata);
  expect(body['client_id']).toBe(identity.clientId);
  expect(claimsOf(body['access_token'])['xms_mirid']).toBe(identity.resourceId);
});

test.each([
  ['an unknown client id', machine, { client_id: '00000000-0000-4000-8000-000000000000' }],
  ['a machine with no identity', { tenants: machine.tenants }, {}],
])('%s is an identity not found', async (_, config, query) => {
  const { ask } = await createMachine(config);
  const { status, body } = await ask(url, { ...ok, ...query }, metadata);
  expect(status).toBe(400);
  expect(body).toEqual({ error: 'invalid_request', error_description: 'Identity not found' });
});

test('two identities and none of the machine have to be told apart', async () => {
  const { userAssigned } = machine.managedIdentities!;
  const { ask } = await createMachine({ ...machine, managedIdentities: { userAssigned } });
  const { status, body } = await ask(url, ok, metadata);
  expect(status).toBe(400);
  expect(body['error_description']).toMatch(/^Multiple user assigned identities exist/);
});

test('the only identity is meant by a request that names none', async () => {
  const managedIdentities = { userAssigned: { reader: {} } };
  const { ask, world } = await createMachine({ ...machine, managedIdentities });
  const { body } = await ask(url, ok, metadata);
  expect(body['client_id']).toBe(world.managedIdentity.userAssigned[0]?.clientId);
});

test('a token to trade for one of another app is issued', async () => {
  const { ask, world } = await createMachine();
  const { body } = await ask(url, { ...ok, resource: 'api://AzureADTokenExchange' }, metadata);
  expect(claimsOf(body['access_token'])).toMatchObject({
    aud: 'fb60f99c-7a34-4190-8149-302f77469936',
    sub: world.managedIdentity.system?.objectId,
    iss: `https://login.microsoftonline.com/${world.directory.tenants[0]!.id}/v2.0`,
  });
});

test('an unknown resource is refused by Entra, and its answer passed on', async () => {
  const { ask } = await createMachine();
  const { status, body } = await ask(url, { ...ok, resource: 'user.read' }, metadata);
  expect(status).toBe(400);
  expect(body).toMatchObject({
    error: 'invalid_resource',
    error_codes: [500011],
    error_uri: 'https://northeurope.login.microsoft.com/error?code=500011',
  });
});

test.each([404, 410, 429, 500, 503])('a fault answers %i', async (status) => {
  const { ask, world } = await createMachine();
  world.faults.add({ endpoint: 'imds', times: 1, status, json: { error: 'try again' } });
  expect((await ask(url, ok, metadata)).status).toBe(status);
  expect((await ask(url, ok, metadata)).status).toBe(200);
});

test('what newer clients look for first is not there', async () => {
  const { ask } = await createMachine();
  const platform = 'http://169.254.169.254/metadata/identity/getplatformmetadata';
  const { status } = await ask(platform, { 'cred-api-version': '2.0' }, metadata);
  expect(status).toBe(404);
});

test('the proxy door owns the metadata address, and no other of its kind', async () => {
  const { idp } = await createMachine();
  expect(idp.owns('169.254.169.254')).toBe(true);
  expect(idp.owns('169.254.169.253')).toBe(false);
});
