import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { openDoors } from '../doors/open-doors.ts';
import type { MockIdp } from '../mock-idp.ts';
import type { WireResponse } from '../wire.ts';
import { createControl, type Control } from './control-api.ts';
import { operations } from './operations.ts';

type Json = Record<string, unknown>;

let idp: MockIdp;
let control: Control;
beforeEach(() => {
  idp = createMockIdp();
  control = createControl({ idp, version: '9.9.9' });
});

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

const ask = async (method: string, path: string, body?: unknown, headers: Json = {}) => {
  const response: WireResponse = await control.handle(
    {
      method,
      url: new URL(`http://127.0.0.1:1/_mock${path}`),
      headers: { authorization: `Bearer ${control.token}`, ...headers },
      body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
    },
    new AbortController().signal,
  );
  return { ...response, json: (response.body === '' ? {} : JSON.parse(response.body)) as Json };
};

const config = {
  tenants: {
    contoso: {
      domains: ['contoso.example'],
      users: { alice: {} },
      apps: {
        daemon: { kind: 'confidential', secret: 'generated' },
        desktop: { kind: 'public' },
      },
    },
  },
};

interface Made {
  readonly id: string;
  readonly tenants: readonly [
    {
      readonly id: string;
      readonly users: readonly { readonly upn: string; readonly password: string }[];
      readonly apps: readonly { readonly clientId: string; readonly secret?: string }[];
    },
  ];
}

const make = async (more: Json = {}) =>
  (await ask('POST', '/worlds', { config, clock: 'manual', ...more })).json as unknown as Made;

const tokenOf = async ({ tenants: [tenant] }: Made) =>
  (
    await idp.fetch()(`https://login.microsoftonline.com/${tenant.id}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: tenant.apps[0]!.clientId,
        client_secret: tenant.apps[0]!.secret!,
        scope: 'https://graph.microsoft.com/.default',
      }),
    })
  ).json() as Promise<Json>;

test.each([
  ['no token', {}],
  ['another token', { authorization: 'Bearer something-else' }],
  ['a token of another scheme', { authorization: 'Basic c29tZXRoaW5n' }],
])('with %s nothing is told, not even what paths there are', async (_, headers) => {
  for (const path of ['/worlds', '/openapi.json', '/nowhere']) {
    const answer = await ask('GET', path, undefined, { authorization: '', ...headers });
    expect([answer.status, (answer.json['error'] as Json)['code']]).toEqual([401, 'unauthorized']);
    expect(answer.headers.map(([name]) => name.toLowerCase())).not.toContain('access-control-allow-origin');
  }
});

test('two controls have two tokens', () => {
  expect(createControl({ idp, version: '1' }).token).not.toBe(control.token);
});

describe('worlds', () => {
  test('a world is made, answers, is listed without secrets, and is dropped', async () => {
    const made = await make();
    expect(await tokenOf(made)).toHaveProperty('access_token');
    const listed = await ask('GET', '/worlds');
    expect((listed.json['worlds'] as Made[]).map(({ id }) => id)).toEqual([made.id]);
    expect(listed.body).not.toContain(made.tenants[0].apps[0]!.secret);
    expect((await ask('GET', `/worlds/${made.id}?secrets=shown`)).json).toEqual(made);
    expect((await ask('DELETE', `/worlds/${made.id}`)).status).toBe(204);
    expect((await ask('GET', `/worlds/${made.id}`)).json).toMatchObject({ error: { code: 'unknown_world' } });
  });

  test('a key that is wrong is named', async () => {
    const { status, json } = await ask('POST', '/worlds', {
      config: { tenants: { contoso: { domains: ['a.example'], user: {} } } },
    });
    expect([status, json]).toMatchObject([
      400,
      { error: { code: 'invalid_request', problems: ['body.config.tenants.contoso.user: unknown key'] } },
    ]);
    expect((await ask('GET', '/worlds')).json).toEqual({ worlds: [] });
  });

  test('a seed whose world is there already is refused', async () => {
    await make({ seed: 5 });
    expect(await ask('POST', '/worlds', { config, seed: 5 })).toMatchObject({ status: 409 });
    expect(idp.worlds).toHaveLength(1);
  });

  test('a cloud that is none, and a body that is no JSON, are said to be so', async () => {
    expect((await ask('POST', '/worlds', { config, cloud: 'mars' })).json).toMatchObject({
      error: { code: 'unknown_cloud' },
    });
    expect((await ask('POST', '/worlds', 'tenants: {}')).json).toMatchObject({ error: { code: 'not_json' } });
  });
});

describe('the ledger', () => {
  test('comes in pages, its secrets hidden unless they are asked for', async () => {
    const made = await make();
    const tokens = [await tokenOf(made), await tokenOf(made), await tokenOf(made)];
    const secret = made.tenants[0].apps[0]!.secret!;
    const first = await ask('GET', `/worlds/${made.id}/exchanges?limit=2&endpoint=token`);
    expect(first.json).toMatchObject({ exchanges: [{ seq: 1 }, { seq: 2 }], next: 2 });
    for (const hidden of [secret, String(tokens[0]!['access_token'])])
      expect(first.body).not.toContain(hidden);
    const rest = await ask('GET', `/worlds/${made.id}/exchanges?after=2&secrets=shown`);
    expect(rest.json).toMatchObject({ exchanges: [{ seq: 3 }], next: null });
    expect(rest.body).toContain(String(tokens[2]!['access_token']));
    const none = await ask('GET', `/worlds/${made.id}/exchanges?grant=password`);
    expect(none.json).toEqual({ exchanges: [], next: null });
  });

  test('an exchange is waited for, no longer than asked', async () => {
    const made = await make();
    const coming = ask('GET', `/worlds/${made.id}/exchanges/next?grant=client_credentials`);
    await tokenOf(made);
    expect((await coming).json).toMatchObject({ exchange: { seq: 1, endpoint: 'token' } });
    const late = await ask('GET', `/worlds/${made.id}/exchanges/next?after=1&timeoutMs=1`);
    expect(late.json).toEqual({ exchange: null });
    const forever = await ask('GET', `/worlds/${made.id}/exchanges/next?timeoutMs=9999999`);
    expect([forever.status, forever.body]).toMatchObject([400, expect.stringContaining('query.timeoutMs')]);
  });

  test('goes out as HAR, and what no world was found for can be read', async () => {
    const made = await make();
    await tokenOf(made);
    const har = await ask('GET', `/worlds/${made.id}/har`);
    expect(har.json).toMatchObject({ log: { version: '1.2', creator: { version: '9.9.9' } } });
    expect(har.body).not.toContain(made.tenants[0].apps[0]!.secret);
    await idp.fetch()(
      'https://login.microsoftonline.com/nobody.example/v2.0/.well-known/openid-configuration',
    );
    expect((await ask('GET', '/unattributed')).json).toMatchObject({
      exchanges: [{ tenant: 'nobody.example' }],
    });
  });
});

test('faults are set, listed and cleared', async () => {
  const made = await make();
  const rule = { endpoint: 'token', times: 1, aadsts: 50196 };
  expect(await ask('POST', `/worlds/${made.id}/faults`, rule)).toMatchObject({
    status: 201,
    json: { rules: [rule] },
  });
  expect(await tokenOf(made)).toMatchObject({ error_codes: [50196] });
  expect(
    (await ask('POST', `/worlds/${made.id}/faults`, { endpoint: 'token', aadsts: 1 })).json,
  ).toMatchObject({
    error: { code: 'unknown_error_code', hint: 'add fixtures/errors/1.yaml' },
  });
  expect(
    (await ask('POST', `/worlds/${made.id}/faults`, { endpoint: 'tokens', status: 500 })).json,
  ).toMatchObject({
    error: { problems: [expect.stringContaining('body.endpoint')] },
  });
  expect((await ask('DELETE', `/worlds/${made.id}/faults`)).status).toBe(204);
  expect((await ask('GET', `/worlds/${made.id}/faults`)).json).toEqual({ rules: [] });
});

test('the clock moves and the keys rotate', async () => {
  const made = await make({ nowMs: 1_000_000 });
  expect((await ask('POST', `/worlds/${made.id}/clock`, { advanceMs: 5000 })).json).toEqual({
    nowMs: 1_005_000,
  });
  const { keys } = (await ask('POST', `/worlds/${made.id}/keys/rotate`)).json as { keys: { kid: string }[] };
  expect(keys).toMatchObject([{ use: 'old' }, { use: 'signing' }]);
  expect((await ask('DELETE', `/worlds/${made.id}/keys/${keys[1]!.kid}`)).json).toMatchObject({
    error: { code: 'key_in_use', hint: 'rotate first' },
  });
  expect((await ask('DELETE', `/worlds/${made.id}/keys/${keys[0]!.kid}`)).status).toBe(204);
  expect((await ask('GET', `/worlds/${made.id}/keys`)).json).toEqual({ keys: [keys[1]] });
});

test('people complete and decline device codes, and lose their sessions', async () => {
  const made = await make();
  const [tenant] = made.tenants;
  const post = async (path: string, form: Record<string, string>) =>
    (
      await idp.fetch()(`https://login.microsoftonline.com/${tenant.id}/oauth2/v2.0/${path}`, {
        method: 'POST',
        body: new URLSearchParams({ client_id: tenant.apps[1]!.clientId, ...form }),
      })
    ).json() as Promise<Record<string, string>>;
  const start = () => post('devicecode', { scope: 'User.Read offline_access' });
  const poll = (device_code: string) => post('token', { grant_type: 'device_code', device_code });

  const codes = await start();
  const at = `/worlds/${made.id}/device-codes/${codes['user_code']}`;
  expect((await ask('POST', `${at}/complete`, { user: 'nobody' })).json).toMatchObject({
    error: { code: 'unknown_user', hint: 'There are alice.' },
  });
  expect((await ask('POST', `${at}/complete`, { user: 'alice' })).status).toBe(204);
  const { refresh_token } = await poll(codes['device_code']!);
  const declined = await start();
  await ask('POST', `/worlds/${made.id}/device-codes/${declined['user_code']}/decline`);
  expect(await poll(declined['device_code']!)).toMatchObject({ error: 'authorization_declined' });

  expect((await ask('POST', `/worlds/${made.id}/users/${tenant.users[0]!.upn}/revoke`)).status).toBe(204);
  expect(await post('token', { grant_type: 'refresh_token', refresh_token: refresh_token! })).toMatchObject({
    error_codes: [50173],
  });
});

test('what has another method says which, and what is nowhere says where to look', async () => {
  expect(await ask('PUT', '/worlds')).toMatchObject({
    status: 405,
    json: { error: { code: 'method_not_allowed' } },
  });
  expect(await ask('GET', '/world')).toMatchObject({
    status: 404,
    json: { error: { code: 'unknown_path' } },
  });
  expect(await ask('GET', '/worlds?color=red')).toMatchObject({ status: 400 });
});

test('answers are what their schemas say', async () => {
  const made = await make();
  await tokenOf(made);
  await ask('POST', `/worlds/${made.id}/faults`, { endpoint: 'keys', status: 500 });
  const reading = operations.filter(({ method, path }) => method === 'GET' && !path.endsWith('next'));
  expect(reading.length).toBeGreaterThan(5);
  for (const { path, answer } of reading) {
    const { json } = await ask('GET', path.replace('{world}', made.id));
    expect(answer!.parse(json)).toEqual(json);
  }
});

describe('behind the doors', () => {
  const open = async () => {
    const doors = await openDoors(idp, { http: { control }, proxy: {} });
    cleanUp.push(() => doors.close());
    return doors;
  };
  const headers = () => ({ authorization: `Bearer ${control.token}` });

  test('a listener carries it by its own address', async () => {
    const { http } = await open();
    const answer = await fetch(`${http!.url}/_mock/worlds`, { headers: headers() });
    expect([answer.status, await answer.json()]).toEqual([200, { worlds: [] }]);
    expect((await fetch(`${http!.url}/_mock`, { method: 'OPTIONS' })).status).toBe(401);
  });

  test('a real host has no control API, through the proxy or by the Host header', async () => {
    const { proxy, http } = await open();
    const { request } = await import('node:http');
    const statusOf = (port: number, path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request(
          { port, path, headers: { ...headers(), host: 'login.microsoftonline.com' } },
          (response) => {
            response.resume();
            resolve(response.statusCode);
          },
        );
        asked.on('error', reject).end();
      });
    expect(await statusOf(proxy!.port, 'http://login.microsoftonline.com/_mock/worlds')).toBe(404);
    expect(await statusOf(http!.port, '/_mock/worlds')).toBe(404);
  });

  test('without a control the path is the authority’s', async () => {
    const doors = await openDoors(idp, { http: {} });
    cleanUp.push(() => doors.close());
    expect((await fetch(`${doors.http!.url}/_mock/worlds`, { headers: headers() })).status).toBe(404);
  });
});
