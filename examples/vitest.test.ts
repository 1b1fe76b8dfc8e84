/** A world for each test. When one fails, what the authority saw of it is printed. */
import { withWorld } from 'entra-conformance/vitest';
import { expect } from 'vitest';

const test = withWorld({
  tenants: {
    contoso: {
      domains: ['contoso.example'],
      apps: { daemon: { kind: 'confidential', secret: 'generated' } },
    },
  },
});

/** The code under test: asks for a token, and once more when the authority is busy. */
const appToken = async (
  fetch: typeof globalThis.fetch,
  tenant: string,
  clientId: string,
  secret: string,
): Promise<string> => {
  const url = `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`;
  const ask = () =>
    fetch(url, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: secret,
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
  const first = await ask();
  const response = first.status === 503 ? await ask() : first;
  return ((await response.json()) as { access_token: string }).access_token;
};

test('asks again when the authority is busy', async ({ world, fetch }) => {
  const { clientId, secret, tenant } = world.directory.apps[0]!;
  world.faults.add({ endpoint: 'token', times: 1, status: 503 });
  expect(await appToken(fetch, tenant.id, clientId, secret!)).toMatch(/^ey/);
  expect(world.ledger.exchanges.map(({ response }) => response.status)).toEqual([503, 200]);
});
