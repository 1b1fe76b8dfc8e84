import { describe, expect } from 'vitest';
import { withWorld } from './with-world.ts';

const test = withWorld({
  tenants: {
    contoso: {
      domains: ['contoso.example'],
      apps: { app: { kind: 'confidential', secret: 'generated' } },
    },
  },
});

const clientIds: string[] = [];

describe('a test with a world', () => {
  test('reaches it under the real host name', async ({ world, fetch }) => {
    const app = world.directory.apps[0]!;
    const response = await fetch(`https://login.microsoftonline.com/${app.tenant.id}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: app.clientId,
        client_secret: app.secret!,
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
    expect(response.status).toBe(200);
    expect(world.ledger.exchanges).toHaveLength(1);
  });

  test('sees nothing of the test before it', ({ world }) => {
    expect(world.ledger.exchanges).toEqual([]);
  });

  test.for([1, 2])('has a seed of its own, made from its name: %i', (_, { world }) => {
    clientIds.push(world.directory.apps[0]!.clientId);
    expect(new Set(clientIds).size).toBe(clientIds.length);
  });

  test('has the same seed whenever it runs', ({ world }) => {
    expect(world.seed).toBe(3_995_255_922);
  });

  test('is dropped afterwards', async ({ idp, world, onTestFinished }) => {
    onTestFinished(async () => {
      const { id } = world.directory.tenants[0]!;
      const url = `https://login.microsoftonline.com/${id}/v2.0/.well-known/openid-configuration`;
      expect((await idp.fetch()(url)).status).toBe(400);
    });
    expect(idp.owns('login.microsoftonline.com')).toBe(true);
  });
});
