import { expect, test } from 'vitest';
import { claimsOf } from '../testing/probe.ts';
import { createMachine, door, vault } from './testing.ts';

const noOne = '00000000-0000-4000-8000-000000000000';

test('App Service gives a token to who has its secret', async () => {
  const { ask, environment, world } = await createMachine();
  const { IDENTITY_ENDPOINT: url = '', IDENTITY_HEADER: secret = '' } = environment('app-service');
  const query = { 'api-version': '2019-08-01', resource: vault };
  const { status, body } = await ask(url, query, { 'X-IDENTITY-HEADER': secret });
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual(['access_token', 'client_id', 'expires_on', 'resource', 'token_type']);
  expect(body['expires_on']).toMatch(/^\d+$/);
  expect(world.canaries.find(secret)).toEqual(['identity header']);
});

test('App Service refuses in three members', async () => {
  const { ask, environment } = await createMachine();
  const { IDENTITY_ENDPOINT: url = '', IDENTITY_HEADER: secret = '' } = environment('app-service');
  const query = { 'api-version': '2019-08-01', resource: vault };
  const stranger = await ask(url, query, { 'X-IDENTITY-HEADER': 'wrong' });
  expect(stranger.status).toBe(401);
  expect(Object.keys(stranger.body)).toEqual(['statusCode', 'message', 'correlationId']);
  const unknown = await ask(url, { ...query, client_id: noOne }, { 'X-IDENTITY-HEADER': secret });
  expect(unknown.status).toBe(400);
  expect(unknown.body['message']).toMatch(/^No User Assigned or Delegated Managed Identity found/);
  const resource = await ask(url, { ...query, resource: 'nothing' }, { 'X-IDENTITY-HEADER': secret });
  expect(resource.status).toBe(500);
  expect(resource.body['message']).toBe('An unexpected error occured while fetching the AAD Token.');
});

test('Cloud Shell takes a form', async () => {
  const { post, environment } = await createMachine();
  const { MSI_ENDPOINT: url = '' } = environment('cloud-shell');
  const { status, body } = await post(url, { resource: vault }, { Metadata: 'true' });
  expect(status).toBe(200);
  expect(body).toMatchObject({ expires_in: '86399', resource: vault, token_type: 'Bearer' });
  const refused = await post(url, { resource: 'scope' }, { Metadata: 'true' });
  expect(refused.status).toBe(400);
  expect(refused.body['error']).toMatchObject({
    code: 'AudienceNotSupported',
    message: expect.stringMatching(/^Audience scope is not a supported MSI token audience\./) as string,
  });
  expect((await post(url, { resource: vault })).status).toBe(400);
});

test.each(['2019-07-01-preview', '2020-05-01'])('Service Fabric answers version %s', async (version) => {
  const { ask, environment, world } = await createMachine();
  const { IDENTITY_ENDPOINT: url = '', IDENTITY_HEADER: secret = '' } = environment('service-fabric');
  const writer = world.managedIdentity.userAssigned.find(({ name }) => name === 'writer')!;
  const query = { 'api-version': version, resource: vault, principalId: writer.objectId };
  const { status, body } = await ask(url, query, { secret });
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual(['token_type', 'access_token', 'expires_on', 'resource']);
  expect(typeof body['expires_on']).toBe('number');
  expect(claimsOf(body['access_token'])['oid']).toBe(writer.objectId);
});

test('Service Fabric refuses without its secret', async () => {
  const { ask, environment } = await createMachine();
  const { IDENTITY_ENDPOINT: url = '' } = environment('service-fabric');
  const { status, body } = await ask(url, { 'api-version': '2020-05-01', resource: vault });
  expect(status).toBe(404);
  expect(body['error']).toMatchObject({
    code: 'SecretHeaderNotFound',
    message: 'Secret is not found in the request headers.',
  });
});

test('Service Fabric tells the certificate of the door', async () => {
  const { managedIdentity } = (await createMachine()).world;
  const certificateThumbprint = 'AB'.repeat(20);
  expect(managedIdentity.environment('service-fabric', { ...door, certificateThumbprint })).toMatchObject({
    IDENTITY_SERVER_THUMBPRINT: certificateThumbprint,
  });
  expect(managedIdentity.environment('service-fabric', door)).toMatchObject({
    IDENTITY_SERVER_THUMBPRINT: '0'.repeat(40),
  });
});

test('Machine Learning speaks in numbers, and of clientid', async () => {
  const { ask, environment, world } = await createMachine();
  const variables = environment('machine-learning');
  const query = { 'api-version': '2017-09-01', resource: vault };
  const secret = { secret: variables['MSI_SECRET']! };
  const [reader] = world.managedIdentity.userAssigned;
  const { body } = await ask(variables['MSI_ENDPOINT']!, { ...query, clientid: reader!.clientId }, secret);
  expect(Object.keys(body)).toEqual(['access_token', 'expires_in', 'expires_on', 'resource', 'token_type']);
  expect(body['expires_in']).toBe(86_399);
  expect(claimsOf(body['access_token'])['oid']).toBe(reader!.objectId);
  expect(variables['DEFAULT_IDENTITY_CLIENT_ID']).toBe(world.managedIdentity.system?.clientId);
  expect((await ask(variables['MSI_ENDPOINT']!, query, { secret: 'wrong' })).status).toBe(401);
});

test.each(['app-service', 'azure-arc', 'cloud-shell', 'service-fabric', 'machine-learning'] as const)(
  'faults and ledger know %s by its name',
  async (source) => {
    const { ask, environment, world } = await createMachine();
    world.faults.add({ endpoint: source, status: 503, json: {} });
    const { IDENTITY_ENDPOINT, MSI_ENDPOINT } = environment(source);
    expect((await ask(IDENTITY_ENDPOINT ?? MSI_ENDPOINT!, {})).status).toBe(503);
    expect(world.ledger.exchanges.at(-1)?.endpoint).toBe(source);
  },
);

test('a world is found by the path, whichever door the request comes by', async () => {
  const { idp, world } = await createMachine();
  const { AZURE_POD_IDENTITY_AUTHORITY_HOST: host = '' } = world.managedIdentity.environment('imds', door);
  const stray = idp.fetch();
  const answer = await stray(
    `${host}/metadata/identity/oauth2/token?api-version=2018-02-01&resource=${vault}`,
    { headers: { Metadata: 'true' } },
  );
  expect(answer.status).toBe(200);
  expect(world.ledger.exchanges).toHaveLength(1);
});
