import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createMockIdp, openDoors, type Doors, type World } from '../../../mock-idp/index.ts';
import { reachEnvironment, startProcess, type ProcessSession } from '../../driver/index.ts';
import {
  adapterManifest,
  type Method,
  type Params,
  type SdkError,
  type Value,
} from '../../protocol/index.ts';
import { deliver, signIn } from './test-browser.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const deadlineMs = 20_000;
const graph = 'https://graph.microsoft.com';

describe('msal-node, started as a process and led to the mock through the proxy door', () => {
  const idp = createMockIdp();
  const scratch = mkdtempSync(join(tmpdir(), 'msal-node-'));
  let doors: Doors;
  let session: ProcessSession;
  let world: World;
  let log: { level: string; text: string }[];

  const called = async <M extends Method>(method: M, params: Params<M>) => {
    const result = await session.call(method, params, deadlineMs);
    if (result.outcome === 'ok' || result.outcome === 'error' || result.outcome === 'unsupported')
      return result;
    throw new Error(`${method}: ${JSON.stringify(result)}`);
  };
  const ok = async <M extends Method>(method: M, params: Params<M>): Promise<Value<M>> => {
    const result = await called(method, params);
    if (result.outcome !== 'ok') throw new Error(`${method}: ${JSON.stringify(result)}`);
    return result.value;
  };
  const fails = async <M extends Method>(method: M, params: Params<M>): Promise<SdkError> => {
    const result = await called(method, params);
    if (result.outcome !== 'error') throw new Error(`${method}: ${JSON.stringify(result)}`);
    return result.error;
  };

  const app = (name: string) => world.directory.apps.find((candidate) => candidate.name === name)!;
  const alice = () => world.directory.users.find((user) => user.name === 'alice')!;
  const authority = (tenant = 'contoso') => {
    const { id } = world.directory.tenants.find(({ name }) => name === tenant)!;
    return `https://login.microsoftonline.com/${id}`;
  };
  const create = async (name: string, more: Partial<Params<'client.create'>> = {}) => {
    const { clientId, kind, secret } = app(name);
    const credential = kind === 'confidential' ? ({ type: 'secret', secret: secret! } as const) : undefined;
    const base = { as: name, clientId, kind, authority: authority(), ...(credential && { credential }) };
    await ok('client.create', { ...base, ...more });
  };
  const advance = async (ms: number) => {
    world.clock.advance(ms);
    await session.call('clock.set', { nowMs: world.clock.now() }, deadlineMs);
  };
  const password = (more = {}) => ({
    ...{ client: 'desktop', scopes: [`${graph}/User.Read`] },
    ...{ username: alice().upn, password: alice().password, ...more },
  });
  const grants = () => world.ledger.exchanges.flatMap(({ grant }) => grant ?? []);

  beforeAll(async () => {
    doors = await openDoors(idp, { proxy: {} });
    const ca = join(scratch, 'ca.pem');
    writeFileSync(ca, doors.ca.pem);
    const manifest = adapterManifest.parse(JSON.parse(readFileSync(join(folder, 'adapter.json'), 'utf8')));
    session = await startProcess(manifest, {
      manifestDir: folder,
      env: reachEnvironment(doors.proxy!.slot().url, ca),
      run: { id: 'test', seed: 1 },
      handlers: {
        sleep: () => Promise.reject(new Error('this adapter does not sleep')),
        openUrl: async (url) => deliver(await signIn(idp.fetch(world), url, alice())),
        notify(method, params) {
          if (method === 'deviceCode') world.completeDeviceCode(String(params['userCode']), alice());
          else log.push(params as { level: string; text: string });
        },
      },
    });
  });

  afterAll(async () => {
    await session.stop();
    await doors.close();
    rmSync(scratch, { recursive: true });
  });

  beforeEach(async () => {
    log = [];
    world = await idp.createWorld(
      {
        tenants: {
          contoso: {
            domains: ['contoso.example'],
            users: { alice: {} },
            apps: {
              desktop: { kind: 'public' },
              daemon: { kind: 'confidential', secret: 'generated', certificate: 'generated' },
              api: { kind: 'confidential', secret: 'generated', exposes: { scopes: ['access'] } },
            },
          },
        },
        tokens: { deviceCodeInterval: 0 },
      },
      { seed: 1 },
    );
    await session.call('case.start', { case: 'test', nowMs: world.clock.now() }, deadlineMs);
  });

  afterEach(() => idp.dropWorld(world));

  test('says what it wraps', () => {
    expect(session.info).toMatchObject({ sdk: { name: '@azure/msal-node' }, clock: 'process' });
  });

  test('client credentials: a token with a secret, then the same from the cache, then a forced one', async () => {
    await create('daemon');
    const request = { client: 'daemon', scopes: [`${graph}/.default`] };
    const first = await ok('token.clientCredentials', request);
    const again = await ok('token.clientCredentials', request);
    const forced = await ok('token.clientCredentials', { ...request, forceRefresh: true });
    expect([first.source, again.source, forced.source]).toEqual(['network', 'cache', 'network']);
    expect(again.accessToken).toBe(first.accessToken);
    expect(first.expiresOnMs).toBe(world.clock.now() + 3_599_000);
    expect(grants()).toEqual(['client_credentials', 'client_credentials']);
  });

  test('client credentials with a certificate, which is sent along when asked', async () => {
    const { certificatePem, privateKeyPem } = app('daemon').certificate!;
    const credential = {
      type: 'certificate',
      certificatePem,
      privateKeyPem: privateKeyPem!,
      sendX5c: true,
    } as const;
    await create('daemon', { credential });
    await ok('token.clientCredentials', { client: 'daemon', scopes: [`${graph}/.default`] });
    const assertion = world.ledger.exchanges.at(-1)!.form['client_assertion']!;
    const header = JSON.parse(Buffer.from(assertion.split('.')[0]!, 'base64url').toString()) as object;
    expect(header).toMatchObject({ alg: 'PS256', 'x5t#S256': app('daemon').certificate!.x5tS256 });
    expect(header).toHaveProperty('x5c');
  });

  test('a wrong secret is a service error with its number and status', async () => {
    await create('daemon', { credential: { type: 'secret', secret: 'not-it' } });
    const error = await fails('token.clientCredentials', { client: 'daemon', scopes: [`${graph}/.default`] });
    expect(error).toMatchObject({
      ...{ kind: 'service', oauthError: 'invalid_client', sdkType: 'ServerError' },
      ...{ aadsts: [7000215], httpStatus: 401 },
    });
  });

  test('an answer that msal-node repeats on its own is throttled', async () => {
    await create('daemon');
    const busy = { error: 'temporarily_unavailable', error_description: 'Busy.', error_codes: [90033] };
    world.faults.add({ endpoint: 'token', times: 1, status: 503, json: busy });
    const request = { client: 'daemon', scopes: [`${graph}/.default`] };
    expect((await fails('token.clientCredentials', request)).kind).toBe('service');
    const repeated = await fails('token.clientCredentials', request);
    expect(repeated).toMatchObject({ kind: 'throttled', aadsts: [90033] });
    expect(grants()).toHaveLength(1);
    await advance(60_001);
    expect((await ok('token.clientCredentials', request)).source).toBe('network');
  });

  test('a cut connection is a network error, a page in place of JSON an answer that cannot be read', async () => {
    await create('daemon');
    const request = { client: 'daemon', scopes: [`${graph}/.default`] };
    world.faults.add({ endpoint: 'token', nth: 1, reset: 'before-headers' });
    expect((await fails('token.clientCredentials', request)).kind).toBe('network');
    world.faults.clear();
    world.faults.add({ endpoint: 'token', nth: 1, status: 502, text: '<html>', contentType: 'text/html' });
    expect((await fails('token.clientCredentials', request)).kind).toBe('response');
  });

  test('a password, then silently from the cache, by force, and after the token has expired', async () => {
    await create('desktop');
    const { account } = await ok('token.usernamePassword', password());
    expect(account).toMatchObject({ username: alice().upn, tenantId: alice().tenant.id });
    const silent = { client: 'desktop', scopes: ['User.Read'], homeAccountId: account!.homeAccountId };
    expect((await ok('token.silent', { ...silent, scopes: password().scopes })).source).toBe('cache');
    expect((await ok('token.silent', { ...silent, forceRefresh: true })).source).toBe('network');
    await advance(3_600_000);
    expect((await ok('token.silent', silent)).source).toBe('network');
    expect(grants()).toEqual(['password', 'refresh_token', 'refresh_token']);
  });

  test('accounts are listed, carried over in the cache, and gone once removed', async () => {
    await create('desktop');
    const { account } = await ok('token.usernamePassword', password());
    const { cache } = await ok('cache.export', { client: 'desktop' });
    await create('desktop', { as: 'second' });
    await ok('cache.import', { client: 'second', cache });
    expect(await ok('account.list', { client: 'second' })).toEqual({ accounts: [account] });
    const { homeAccountId } = account!;
    await ok('account.remove', { client: 'second', homeAccountId });
    expect(await ok('account.list', { client: 'second' })).toEqual({ accounts: [] });
    const silent = { client: 'second', scopes: ['User.Read'], homeAccountId };
    expect(await fails('token.silent', silent)).toMatchObject({
      ...{ kind: 'client', sdkCode: 'no_account_in_silent_request' },
    });
  });

  test('a refresh token the caller brings', async () => {
    await create('desktop');
    await ok('token.usernamePassword', password());
    const { cache } = await ok('cache.export', { client: 'desktop' });
    const { RefreshToken } = JSON.parse(cache) as { RefreshToken: Record<string, { secret: string }> };
    const [{ secret: refreshToken }] = Object.values(RefreshToken) as [{ secret: string }];
    await create('desktop', { as: 'second' });
    const token = await ok('token.refreshToken', { client: 'second', scopes: ['User.Read'], refreshToken });
    expect(token.source).toBe('network');
    expect(grants().at(-1)).toBe('refresh_token');
    expect((await ok('account.list', { client: 'second' })).accounts).toEqual([token.account]);
  });

  test('a device code, completed by the person it was shown to', async () => {
    await create('desktop');
    const { account } = await ok('token.deviceCode', { client: 'desktop', scopes: ['User.Read'] });
    expect(account?.username).toBe(alice().upn);
  });

  test('an authorization code; a state that is not the one sent stops it before it is redeemed', async () => {
    await create('desktop');
    const redirectUri = 'http://localhost';
    const flow = { client: 'desktop', scopes: ['User.Read'], redirectUri };
    const sent = { state: 'sent', nonce: 'once', loginHint: alice().upn };
    const { url } = await ok('client.authorizationUrl', { ...flow, ...sent });
    const { code, state } = (await signIn(idp.fetch(world), url, alice())).parameters;
    const redeem = { ...flow, code: code!, state: 'sent', nonce: 'once' };
    const refused = await fails('token.authorizationCode', { ...redeem, receivedState: 'other' });
    expect(refused).toMatchObject({ kind: 'client', sdkCode: 'state_mismatch' });
    expect(grants()).toEqual([]);
    const token = await ok('token.authorizationCode', { ...redeem, receivedState: state! });
    expect(token.account?.username).toBe(alice().upn);
  });

  test('an interactive sign-in through the browser that the harness is', async () => {
    await create('desktop');
    const token = await ok('token.interactive', { client: 'desktop', scopes: ['User.Read'] });
    expect(token.account?.username).toBe(alice().upn);
    expect(grants()).toEqual(['authorization_code']);
  });

  test('on behalf of a user; again from the cache; then by force', async () => {
    await create('desktop');
    await create('api');
    const { accessToken } = await ok(
      'token.usernamePassword',
      password({ scopes: [`api://${app('api').clientId}/access`] }),
    );
    const request = { client: 'api', scopes: [`${graph}/User.Read`], assertion: accessToken };
    const first = await ok('token.onBehalfOf', request);
    const again = await ok('token.onBehalfOf', request);
    const forced = await ok('token.onBehalfOf', { ...request, forceRefresh: true });
    expect([first.source, again.source, forced.source]).toEqual(['network', 'cache', 'network']);
  });

  test('what msal-node lacks is unsupported', async () => {
    const { clientId } = app('desktop');
    const base = { as: 'x', kind: 'public', clientId, authority: authority() } as const;
    expect(await called('client.create', { ...base, instanceDiscovery: false })).toMatchObject({
      outcome: 'unsupported',
    });
    await create('desktop');
    await create('daemon');
    const scopes = ['User.Read'];
    for (const [method, client] of [
      ['token.clientCredentials', 'desktop'],
      ['token.deviceCode', 'daemon'],
      ['token.interactive', 'daemon'],
    ] as const) {
      expect(await called(method, { client, scopes })).toMatchObject({ outcome: 'unsupported' });
    }
  });

  test('the log of the SDK arrives, and holds no secret', async () => {
    await create('desktop');
    await ok('token.usernamePassword', password());
    const text = log.map((line) => line.text).join('\n');
    expect(log.some((line) => line.level === 'debug')).toBe(true);
    expect(world.canaries.find(text)).toEqual([]);
  });

  test('handles do not outlive their case', async () => {
    await create('desktop');
    await session.call('case.end', {}, deadlineMs);
    const result = await session.call('account.list', { client: 'desktop' }, deadlineMs);
    expect(result).toMatchObject({ outcome: 'adapter_error' });
  });
});
