import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { setupServer } from 'msw/node';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import type { App, World } from '../world.ts';
import { mockIdpHandlers, unshownFaults } from './msw.ts';

const idp = createMockIdp();
const unhandled: string[] = [];
const server = setupServer();
let world: World;
let app: App;
let issuer: URL;
/** A server the mock does not own, on a real socket. */
const elsewhere = createServer((_request, response) => response.end('from elsewhere'));
let elsewhereUrl: string;

beforeAll(async () => {
  elsewhere.listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  elsewhereUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
  world = await idp.createWorld(
    {
      tenants: {
        contoso: {
          domains: ['contoso.example'],
          apps: { app: { kind: 'confidential', secret: 'generated', redirectUris: [elsewhereUrl] } },
        },
      },
    },
    { seed: 1, clock: 'system' },
  );
  app = world.directory.apps[0]!;
  issuer = new URL(`https://login.microsoftonline.com/${app.tenant.id}/v2.0`);
  server.use(...mockIdpHandlers(idp, { world }));
  server.listen({ onUnhandledFrame: ({ frame }) => void unhandled.push(frame.protocol) });
});

afterAll(async () => {
  server.close();
  elsewhere.close();
  await once(elsewhere, 'close');
});

beforeEach(() => {
  world.faults.clear();
  unhandled.length = 0;
});

const metadata = () => fetch(`${issuer.href}/.well-known/openid-configuration`);

it('gives an unmodified msal-node a token for its production authority', async () => {
  const client = new ConfidentialClientApplication({
    auth: {
      clientId: app.clientId,
      clientSecret: app.secret!,
      authority: `https://login.microsoftonline.com/${app.tenant.id}`,
    },
  });
  const before = world.ledger.exchanges.length;
  const result = await client.acquireTokenByClientCredential({
    scopes: ['https://graph.microsoft.com/.default'],
  });
  expect(result?.accessToken).toMatch(/^ey/);
  expect(world.ledger.exchanges.slice(before).map(({ door, endpoint }) => `${door} ${endpoint}`)).toContain(
    'memory token',
  );
});

it('gives oauth4webapi a token after discovery', async () => {
  const found = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer));
  const client = { client_id: app.clientId };
  const scope = 'https://graph.microsoft.com/.default';
  const auth = oauth.ClientSecretPost(app.secret!);
  const response = await oauth.clientCredentialsGrantRequest(found, client, auth, { scope });
  const token = await oauth.processClientCredentialsResponse(found, client, response);
  expect(token.token_type).toBe('bearer');
});

it('leaves hosts that are not the authority to the network and to the strategy of msw', async () => {
  const before = world.ledger.exchanges.length + idp.unattributed.length;
  expect(await (await fetch(elsewhereUrl)).text()).toBe('from elsewhere');
  expect(unhandled).toEqual(['http']);
  expect(world.ledger.exchanges.length + idp.unattributed.length).toBe(before);
});

it('leaves redirects to whoever asked, even out of the authority', async () => {
  const url = new URL(`https://login.microsoftonline.com/${app.tenant.id}/oauth2/v2.0/authorize`);
  url.search = new URLSearchParams({
    client_id: app.clientId,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: elsewhereUrl,
    prompt: 'none',
  }).toString();
  const answer = await fetch(url, { redirect: 'manual' });
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toContain('error=login_required');
  expect(await (await fetch(url)).text()).toBe('from elsewhere');
});

it('keeps every cookie', async () => {
  expect((await metadata()).headers.getSetCookie().length).toBeGreaterThan(1);
});

it('shows a fault that is in the answer', async () => {
  world.faults.add({ endpoint: 'openid-configuration', status: 503, headers: { 'Retry-After': '3' } });
  const answer = await metadata();
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '3']);
});

it('shows a delay that outlasts the patience of the caller', async () => {
  world.faults.add({ endpoint: 'openid-configuration', delayMs: 60_000 });
  const answer = fetch(`${issuer.href}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(20),
  });
  await expect(answer).rejects.toMatchObject({ name: 'TimeoutError' });
});

describe('of a fault it cannot show whole, the caller sees', () => {
  const cases = [
    ['reset: before-headers', { reset: 'before-headers' }],
    ['reset: after-headers', { reset: 'after-headers' }],
    ['truncate', { truncate: 10 }],
  ] as const;

  it.each(cases)('a failed request, of %s', async (fault, effect) => {
    expect(unshownFaults.find((one) => one.fault === fault)?.seen).toMatch(/^a failed request/);
    world.faults.add({ endpoint: 'openid-configuration', ...effect });
    const failed: unknown = await metadata().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(TypeError);
    expect((failed as { cause?: { code?: string } }).cause?.code).not.toBe('ECONNRESET');
  });
});
