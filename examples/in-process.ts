/** msal-node against a mock Entra in the same process: no socket, no certificate, no change of authority. */
import { ConfidentialClientApplication, type INetworkModule } from '@azure/msal-node';
import { createMockIdp } from 'entra-conformance/mock-idp';

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

const mockFetch = idp.fetch(world);

const send = async (
  method: string,
  url: string,
  options?: { headers?: Record<string, string>; body?: string },
) => {
  const response = await mockFetch(url, { method, ...options });
  const body: unknown = await response.json();
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
};

const networkClient = {
  sendGetRequestAsync: (url, options) => send('GET', url, options),
  sendPostRequestAsync: (url, options) => send('POST', url, options),
} as INetworkModule;

const app = world.directory.apps[0]!;
const client = new ConfidentialClientApplication({
  auth: {
    clientId: app.clientId,
    clientSecret: app.secret!,
    authority: `https://login.microsoftonline.com/${app.tenant.id}`,
  },
  system: { networkClient },
});

const result = await client.acquireTokenByClientCredential({
  scopes: ['https://graph.microsoft.com/.default'],
});
console.log(`${result?.tokenType} token, from the cache: ${result?.fromCache}`);
for (const { request, decision } of world.ledger.exchanges)
  console.log(`${request.url.pathname}: ${decision}`);
