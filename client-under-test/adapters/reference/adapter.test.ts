import { beforeEach, expect, test } from 'vitest';
import type { Adapter, Harness } from '../../adapter/index.ts';
import { operations, outcomeOf, type Value } from '../../protocol/index.ts';
import type { Network } from '../../reference/index.ts';
import { referenceAdapter } from './adapter.ts';

const nowMs = Date.UTC(2030, 0, 1);
const tenant = '11111111-1111-4111-8111-111111111111';
const authority = `https://login.microsoftonline.com/${tenant}`;
const clientId = '33333333-3333-4333-8333-333333333333';
const secret = 'not-to-be-logged';

interface Scripted {
  readonly status: number;
  readonly body: object;
  readonly headers?: Record<string, string>;
}

let script: (Scripted | Error)[];
let lines: string[];
let slept: number[];
let opened: string[];
let prompts: object[];
let adapter: Adapter;

const network: Network = async () => {
  const next = script.shift() ?? new Error('beyond the script');
  if (next instanceof Error) throw next;
  return { headers: {}, ...next, body: JSON.stringify(next.body) };
};

const harness: Harness = {
  openUrl: async (url) => void opened.push(url),
  sleep: async (ms) => {
    slept.push(ms);
    return nowMs + 1_000_000 + ms;
  },
  deviceCode: (prompt) => void prompts.push(prompt),
  log: ({ text }) => void lines.push(text),
};

beforeEach(async () => {
  [script, lines, slept, opened, prompts] = [[], [], [], [], []];
  adapter = referenceAdapter({ network });
  const info = await adapter.initialize(
    { protocol: { min: 1, max: 1 }, run: { id: 'r', seed: 1 }, env: {} },
    harness,
  );
  expect(operations.initialize.value.parse(info).clock).toBe('inject');
  await adapter.caseStart({ case: 'c', nowMs });
});

async function create(kind: 'public' | 'confidential', changes: object = {}) {
  const credential = kind === 'confidential' ? { credential: { type: 'secret', secret } as const } : {};
  return adapter.operations['client.create']?.({
    as: 'c1',
    kind,
    clientId,
    authority,
    ...credential,
    ...changes,
  });
}

const appToken = { status: 200, body: { token_type: 'Bearer', expires_in: 3599, access_token: 'at-1' } };

test('a token comes back in the normal form, and the next one from the cache', async () => {
  await create('confidential');
  script = [appToken];
  const acquire = () =>
    adapter.operations['token.clientCredentials']?.({ client: 'c1', scopes: ['s/.default'] });
  const first = outcomeOf(operations['token.clientCredentials'].value).parse(await acquire());
  expect(first).toMatchObject({
    outcome: 'ok',
    value: { accessToken: 'at-1', source: 'network', expiresOnMs: nowMs + 3_599_000, tenantId: tenant },
  });
  adapter.setClock(nowMs + 3_000_000);
  expect(await acquire()).toMatchObject({ value: { source: 'cache' } });
  adapter.setClock(nowMs + 3_299_000);
  expect(await acquire()).toMatchObject({ outcome: 'error', error: { kind: 'network' } });
});

test.each<[string, (Scripted | Error)[], object]>([
  [
    'an OAuth error',
    [
      {
        status: 401,
        body: { error: 'invalid_client', error_description: 'AADSTS7000215: x', error_codes: [7000215] },
      },
    ],
    {
      kind: 'service',
      sdkCode: 'invalid_client',
      httpStatus: 401,
      aadsts: [7000215],
      oauthError: 'invalid_client',
    },
  ],
  [
    'a need for the user',
    [{ status: 400, body: { error: 'invalid_grant', suberror: 'basic_action', claims: '{"a":1}' } }],
    {
      kind: 'interaction_required',
      suberror: 'basic_action',
      claims: '{"a":1}',
      sdkType: 'MsalClaimsChallengeException',
    },
  ],
  ['a success without a token', [{ status: 200, body: { token_type: 'Bearer' } }], { kind: 'response' }],
  ['silence', [new Error('ECONNREFUSED')], { kind: 'network', sdkCode: 'network_error' }],
])('%s is reported as what it is', async (_, answers, error) => {
  await create('confidential');
  script = answers;
  const result = await adapter.operations['token.clientCredentials']?.({
    client: 'c1',
    scopes: ['s/.default'],
  });
  expect(outcomeOf(operations['token.clientCredentials'].value).parse(result)).toMatchObject({
    outcome: 'error',
    error,
  });
});

test('a request held back is throttled, and the client waits in the time of the harness', async () => {
  await create('confidential');
  const acquire = () =>
    adapter.operations['token.clientCredentials']?.({ client: 'c1', scopes: ['s/.default'] });
  script = [{ status: 503, body: {} }, appToken];
  expect(await acquire()).toMatchObject({ outcome: 'ok' });
  expect(slept).toEqual([1000]);
  await create('confidential');
  script = [{ status: 429, body: {}, headers: { 'retry-after': '30' } }];
  expect(await acquire()).toMatchObject({ error: { retryAfterMs: 30_000 } });
  expect(await acquire()).toMatchObject({ error: { kind: 'throttled', retryAfterMs: 30_000 } });
});

test('a refused option is an error of the client, an operation of the other kind is unsupported', async () => {
  expect(await create('confidential', { authority: 'http://login.microsoftonline.com/x' })).toMatchObject({
    outcome: 'error',
    error: { kind: 'client', sdkCode: 'authority_uri_insecure' },
  });
  await create('public');
  const result = await adapter.operations['token.clientCredentials']?.({ client: 'c1', scopes: ['s'] });
  expect(result).toMatchObject({ outcome: 'unsupported' });
});

test('the end of a case drops its clients, and asking for one is a failure of the adapter', async () => {
  await create('public');
  await adapter.caseEnd();
  await expect(adapter.operations['account.list']?.({ client: 'c1' })).rejects.toThrow('no client c1');
});

test('a browser that comes back without an answer is a sign-in cancelled', async () => {
  await create('public');
  const result = await adapter.operations['token.interactive']?.({ client: 'c1', scopes: [] });
  expect(result).toMatchObject({ outcome: 'error', error: { kind: 'cancelled' } });
  expect(new URL(opened[0] ?? '').searchParams.get('response_mode')).toBe('form_post');
});

test('a device code is shown to the harness, and polling sleeps there', async () => {
  await create('public');
  const code = {
    user_code: 'ABC',
    device_code: 'dc',
    verification_uri: 'https://x/device',
    expires_in: 900,
    interval: 7,
  };
  script = [
    { status: 200, body: { ...code, message: 'go' } },
    { status: 400, body: { error: 'authorization_pending' } },
    { status: 400, body: { error: 'expired_token' } },
  ];
  const result = await adapter.operations['token.deviceCode']?.({ client: 'c1', scopes: [] });
  expect(prompts).toEqual([
    {
      client: 'c1',
      userCode: 'ABC',
      verificationUri: 'https://x/device',
      message: 'go',
      expiresInSeconds: 900,
      intervalSeconds: 7,
    },
  ]);
  expect(slept).toEqual([7000]);
  expect(result).toMatchObject({ error: { sdkCode: 'code_expired', kind: 'client' } });
});

test('a cache goes out and comes in, and accounts are listed', async () => {
  await create('public');
  const entry = {
    home_account_id: 'u.t',
    environment: 'login.windows.net',
    client_id: clientId,
    secret: 's',
  };
  const account = {
    ...entry,
    realm: 't',
    local_account_id: 'u',
    username: 'ada@contoso.test',
    authority_type: 'MSSTS',
  };
  const cache = JSON.stringify({
    RefreshToken: { r: { ...entry, credential_type: 'RefreshToken' } },
    Account: { a: account },
  });
  expect(await adapter.operations['cache.import']?.({ client: 'c1', cache })).toEqual({
    outcome: 'ok',
    value: {},
  });
  const listed = await adapter.operations['account.list']?.({ client: 'c1' });
  const value = (listed as { value: Value<'account.list'> }).value;
  expect(operations['account.list'].value.parse(value).accounts).toHaveLength(1);
  await adapter.operations['account.remove']?.({ client: 'c1', homeAccountId: 'u.t' });
  const exported = await adapter.operations['cache.export']?.({ client: 'c1' });
  expect(JSON.parse((exported as { value: Value<'cache.export'> }).value.cache)).toMatchObject({
    RefreshToken: {},
    Account: {},
  });
});

test('log lines reach the harness and hold no secret', async () => {
  await create('confidential');
  script = [appToken];
  await adapter.operations['token.clientCredentials']?.({ client: 'c1', scopes: ['s/.default'] });
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.join('\n')).not.toMatch(/not-to-be-logged|at-1/);
});
