/** An unmodified msal-node with msw: it calls login.microsoftonline.com, and the mock answers. */
import { ConfidentialClientApplication } from '@azure/msal-node';
import { createMockIdp } from 'entra-conformance/mock-idp';
import { mockIdpHandlers } from 'entra-conformance/msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

const idp = createMockIdp();
const world = await idp.createWorld(
  {
    tenants: {
      contoso: {
        domains: ['contoso.example'],
        apps: { daemon: { kind: 'confidential', secret: 'generated' } },
      },
    },
  },
  { seed: 1, clock: 'system' },
);
const server = setupServer(...mockIdpHandlers(idp, { world }));

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterAll(() => server.close());
beforeEach(() => world.faults.clear());

const createClient = () => {
  const { clientId, secret, tenant } = world.directory.apps[0]!;
  const authority = `https://login.microsoftonline.com/${tenant.id}`;
  return new ConfidentialClientApplication({ auth: { clientId, clientSecret: secret!, authority } });
};

const scopes = ['https://graph.microsoft.com/.default'];

it('gets a token, then has it in its cache', async () => {
  const client = createClient();
  expect((await client.acquireTokenByClientCredential({ scopes }))?.fromCache).toBe(false);
  expect((await client.acquireTokenByClientCredential({ scopes }))?.fromCache).toBe(true);
});

it('sees the error that the authority is told to answer with', async () => {
  world.faults.add({ endpoint: 'token', aadsts: 7000222 });
  await expect(createClient().acquireTokenByClientCredential({ scopes })).rejects.toThrow('AADSTS7000222');
});
