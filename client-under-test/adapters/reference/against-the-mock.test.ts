/** Every flow once, from the adapter through the reference client to the mock authority and back, in memory. */
import { parse } from 'node-html-parser';
import { beforeEach, expect, test } from 'vitest';
import type { Adapter, Harness, OperationMethod } from '../../adapter/index.ts';
import type { Outcome, Params, Value } from '../../protocol/index.ts';
import { createMockIdp, type App, type User, type World } from '../../../mock-idp/index.ts';
import { referenceAdapter } from './adapter.ts';

const idp = createMockIdp();
const redirectUri = 'http://localhost:44321/signin-oidc';
const confidential = { kind: 'confidential', secret: 'generated', certificate: 'generated' } as const;
const graph = ['https://graph.microsoft.com/User.Read'];

let world: World;
let adapter: Adapter;
let alice: User;
let pageFetch: typeof fetch;

beforeEach(async () => {
  world = await idp.createWorld(
    {
      tenants: {
        contoso: {
          domains: ['contoso.onmicrosoft.com'],
          users: { alice: {} },
          apps: {
            desktop: { kind: 'public' },
            daemon: confidential,
            web: { ...confidential, redirectUris: [redirectUri] },
            api: { ...confidential, exposes: { scopes: ['read'] } },
          },
        },
      },
    },
    { seed: 7 },
  );
  [alice] = world.directory.users as [User];
  pageFetch = idp.fetch(world);
  const { clock } = world;
  const harness: Harness = {
    openUrl: async (url) => void (await signIn(url)),
    async sleep(ms) {
      clock.advance(ms);
      return clock.now();
    },
    deviceCode: ({ userCode }) => world.completeDeviceCode(userCode, alice),
    log: ({ text }) => expect(world.canaries.find(text)).toEqual([]),
  };
  adapter = referenceAdapter({
    network: async ({ method, url, headers, body }) => {
      const answer = await pageFetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: await answer.text(),
      };
    },
  });
  await adapter.initialize({ protocol: { min: 1, max: 1 }, run: { id: 'r', seed: 1 }, env: {} }, harness);
  await adapter.caseStart({ case: 'c', nowMs: clock.now() });
});

async function run<M extends OperationMethod>(method: M, params: Params<M>): Promise<Outcome<Value<M>>> {
  const operation = adapter.operations[method] as (params: Params<M>) => Promise<Outcome<Value<M>>>;
  return operation(params);
}

async function value<M extends OperationMethod>(method: M, params: Params<M>): Promise<Value<M>> {
  const outcome = await run(method, params);
  if (outcome.outcome !== 'ok') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

async function create(name: string, credential: 'secret' | 'certificate' = 'secret'): Promise<App> {
  const app = world.directory.apps.find((candidate) => candidate.name === name) as App;
  const { clientId, kind, tenant, secret = '', certificate } = app;
  const credentials = {
    secret: { type: 'secret', secret } as const,
    certificate: {
      type: 'certificate',
      certificatePem: certificate?.certificatePem ?? '',
      privateKeyPem: certificate?.privateKeyPem ?? '',
    } as const,
  };
  await value('client.create', {
    as: name,
    kind,
    clientId,
    authority: `https://login.microsoftonline.com/${tenant.id}`,
    ...(kind === 'confidential' ? { credential: credentials[credential] } : {}),
  });
  return app;
}

/** Alice in front of the pages. Gives what arrives at a redirect URI that nobody listens at. */
async function signIn(url: string): Promise<URLSearchParams> {
  const typed: Record<string, Record<string, string>> = {
    username: { username: alice.upn, action: 'next' },
    password: { password: alice.password, action: 'signin' },
    'form-post': {},
  };
  const cookies = new Map<string, string>();
  let response = await pageFetch(url, { redirect: 'manual' });
  for (;;) {
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    const page = parse(await response.text());
    const name = page.querySelector('body')?.getAttribute('data-page') ?? '';
    const form = page.querySelector('form');
    const answer = typed[name];
    if (form === null || answer === undefined) throw new Error(`alice cannot answer the page ${name}`);
    const body = new URLSearchParams();
    for (const input of form.querySelectorAll('input[name]')) {
      body.set(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '');
    }
    for (const [field, text] of Object.entries(answer)) body.set(field, text);
    const target = new URL(form.getAttribute('action') ?? '', url);
    if (target.href === redirectUri) return body;
    const isListener = target.hostname === 'localhost';
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const posted = { method: 'POST', body, redirect: 'manual', headers: { cookie } } as const;
    response = await (isListener ? fetch(target, { method: 'POST', body }) : pageFetch(target, posted));
    if (isListener) return body;
  }
}

test.each(['secret', 'certificate'] as const)('client credentials with a %s', async (credential) => {
  await create('daemon', credential);
  const scopes = ['https://graph.microsoft.com/.default'];
  const first = await value('token.clientCredentials', { client: 'daemon', scopes });
  const second = await value('token.clientCredentials', { client: 'daemon', scopes });
  expect(second).toMatchObject({ accessToken: first.accessToken, source: 'cache' });
  expect(world.ledger.exchanges.map(({ endpoint }) => endpoint)).toEqual(['token']);
});

test('interactive, then silent from the cache and with the refresh token, then signed out', async () => {
  await create('desktop');
  const first = await value('token.interactive', { client: 'desktop', scopes: graph });
  const homeAccountId = `${alice.id}.${alice.tenant.id}`;
  expect(first.account).toMatchObject({ homeAccountId, username: alice.upn });
  const silent = { client: 'desktop', homeAccountId, scopes: graph };
  expect(await value('token.silent', silent)).toMatchObject({
    source: 'cache',
    accessToken: first.accessToken,
  });
  expect(await value('token.silent', { ...silent, forceRefresh: true })).toMatchObject({ source: 'network' });
  await value('account.remove', { client: 'desktop', homeAccountId });
  expect(await value('account.list', { client: 'desktop' })).toEqual({ accounts: [] });
  expect(await run('token.silent', silent)).toMatchObject({ error: { kind: 'interaction_required' } });
});

test('a device code', async () => {
  await create('desktop');
  const result = await value('token.deviceCode', { client: 'desktop', scopes: graph });
  expect(result.account?.username).toBe(alice.upn);
});

test('an authorization code, and the token it brings exchanged on behalf of alice', async () => {
  const api = await create('api');
  await create('web');
  const scopes = [`${api.exposes?.uri}/read`];
  const request = { client: 'web', scopes, redirectUri, state: 'st', responseMode: 'form_post' as const };
  const { url } = await value('client.authorizationUrl', request);
  const back = await signIn(url);
  const user = await value('token.authorizationCode', {
    client: 'web',
    scopes,
    redirectUri,
    code: back.get('code') ?? '',
    state: 'st',
    receivedState: back.get('state') ?? '',
  });
  const exchange = { client: 'api', scopes: graph, assertion: user.accessToken };
  const exchanged = await value('token.onBehalfOf', exchange);
  expect(await value('token.onBehalfOf', exchange)).toMatchObject({
    accessToken: exchanged.accessToken,
    source: 'cache',
  });
});

test('a refresh token that the caller brings', async () => {
  await create('desktop');
  await value('token.deviceCode', { client: 'desktop', scopes: graph });
  const { cache } = await value('cache.export', { client: 'desktop' });
  const { RefreshToken } = JSON.parse(cache) as { RefreshToken: Record<string, { secret: string }> };
  await create('desktop');
  const refreshToken = Object.values(RefreshToken)[0]?.secret ?? '';
  const result = await value('token.refreshToken', { client: 'desktop', scopes: graph, refreshToken });
  expect(result).toMatchObject({ source: 'network', account: { username: alice.upn } });
});

test('a user name and a password, handed to a client with a credential', async () => {
  await create('web');
  const { upn: username, password } = alice;
  const request = { client: 'web', scopes: graph, username, password };
  expect((await value('token.usernamePassword', request)).account?.username).toBe(username);
  expect(await run('token.usernamePassword', { ...request, password: 'wrong' })).toMatchObject({
    error: { kind: 'interaction_required', oauthError: 'invalid_grant', aadsts: [50126] },
  });
});
