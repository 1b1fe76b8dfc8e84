import { expect } from 'vitest';
import { withWorld } from '../with-world.ts';

const test = withWorld({
  tenants: {
    contoso: { domains: ['contoso.example'], apps: { app: { kind: 'confidential', secret: 'generated' } } },
  },
});

const askForToken = (fetch: typeof globalThis.fetch, tenant: string, form: Record<string, string>) =>
  fetch(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'x/.default', ...form }),
  });

test('fails', async ({ world, fetch }) => {
  const { clientId, tenant } = world.directory.apps[0]!;
  const answer = await askForToken(fetch, tenant.id, { client_id: clientId, client_secret: 'mistyped' });
  expect(answer.status).toBe(200);
});

test('passes', async ({ world, fetch }) => {
  const { clientId, tenant } = world.directory.apps[0]!;
  const answer = await askForToken(fetch, tenant.id, { client_id: clientId, client_secret: 'mistyped' });
  expect(answer.status).toBe(401);
});
