import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import type { App, World } from '../world.ts';
import { openDoors, type Doors } from './open-doors.ts';
import { ask, askOver, connectThrough } from './testing/clients.ts';

let doors: Doors;
let world: World;
let app: App;

beforeAll(async () => {
  const idp = createMockIdp();
  world = await idp.createWorld(
    {
      tenants: {
        contoso: {
          domains: ['contoso.example'],
          apps: { service: { kind: 'confidential', secret: 'generated' } },
        },
      },
    },
    { seed: 7, clock: 'system' },
  );
  app = world.directory.apps[0]!;
  doors = await openDoors(idp, { https: { world }, http: { world }, proxy: {} });
});

afterAll(() => doors.close());

const form = () =>
  new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.secret!,
    scope: 'https://graph.microsoft.com/.default',
  }).toString();

const post = { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };

const parsed = <T = Record<string, string>>({ body }: { readonly body: string }) => JSON.parse(body) as T;

/** The metadata of the tenant, as a program reads it that is given the address of the listener. */
const discover = async (door: 'https' | 'http') => {
  const authority = `${doors[door]!.url}/${app.tenant.id}/v2.0`;
  const answer = await ask(`${authority}/.well-known/openid-configuration`, { ca: doors.ca.pem });
  return { authority, metadata: parsed(answer) };
};

describe('a listener asked by its own address', () => {
  test('names that address as issuer and in every endpoint, and the token agrees', async () => {
    const { authority, metadata } = await discover('https');
    expect(metadata['issuer']).toBe(authority);
    for (const name of ['token_endpoint', 'jwks_uri', 'authorization_endpoint', 'userinfo_endpoint']) {
      expect(new URL(metadata[name]!).origin).toBe(doors.https!.url);
    }

    const answer = await ask(metadata['token_endpoint']!, { ca: doors.ca.pem, ...post }, form());

    const keys = createRemoteJWKSet(new URL(metadata['jwks_uri']!), {
      [customFetch]: async (url) => new Response((await ask(url, { ca: doors.ca.pem })).body),
    });
    const token = parsed(answer)['access_token']!;
    const { payload } = await jwtVerify(token, keys, { issuer: authority });
    expect(payload['tid']).toBe(app.tenant.id);
  });

  test('sends the person with a device code to a page of its own', async () => {
    const answer = await ask(
      `${doors.https!.url}/${app.tenant.id}/oauth2/v2.0/devicecode`,
      { ca: doors.ca.pem, ...post },
      `client_id=${app.clientId}&scope=User.Read`,
    );
    const uri = parsed(answer)['verification_uri']!;
    expect(uri.startsWith(doors.https!.url)).toBe(true);
    const page = await ask(uri, { ca: doors.ca.pem });
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
  });

  test('over plain HTTP names endpoints over plain HTTP', async () => {
    const { metadata } = await discover('http');
    expect(metadata['token_endpoint']).toMatch(new RegExp(`^${doors.http!.url}/`));
    expect((await ask(metadata['token_endpoint']!, post, form())).status).toBe(200);
  });

  test('asked with the host name of a cloud speaks of that cloud', async () => {
    const answer = await ask(`${doors.https!.url}/${app.tenant.id}/v2.0/.well-known/openid-configuration`, {
      ca: doors.ca.pem,
      headers: { Host: 'login.microsoftonline.com' },
    });
    expect(parsed(answer)['token_endpoint']).toBe(
      `https://login.microsoftonline.com/${app.tenant.id}/oauth2/v2.0/token`,
    );
  });
});

describe('the proxy', () => {
  test('leads to the cloud by its real name, and the tenant finds the world without a credential', async () => {
    const host = 'login.microsoftonline.com';
    const tunnel = await connectThrough(doors.proxy!.url, `${host}:80`);
    if (!('socket' in tunnel)) throw new Error(tunnel.refused.body);
    const answer = await askOver(
      tunnel.socket,
      `http://${host}/${app.tenant.id}/v2.0/.well-known/openid-configuration`,
    );
    expect(parsed(answer)['issuer']).toBe(`https://${host}/${app.tenant.id}/v2.0`);
    expect(world.ledger.exchanges.at(-1)).toMatchObject({ door: 'proxy', endpoint: 'openid-configuration' });
  });

  test("has a refused host recorded in the slot's world", async () => {
    const slot = doors.proxy!.slot();
    slot.world = world;
    const connected = await connectThrough(slot.url, 'example.com:443');
    expect(connected).toMatchObject({ refused: { status: 502 } });
    expect('refused' in connected && connected.refused.body).toContain(
      'entra-conformance refused CONNECT example.com: the mock owns no such host',
    );
    expect(world.ledger.exchanges.at(-1)).toMatchObject({ door: 'proxy', endpoint: 'refused' });
    expect(slot.refused.map(({ host }) => host)).toEqual(['example.com:443']);
  });

  test('refuses the addresses of this machine: they are no business of a proxy', async () => {
    const connected = await connectThrough(doors.proxy!.url, '127.0.0.1:443');
    expect(connected).toMatchObject({ refused: { status: 502 } });
  });
});
