import { expect, test } from 'vitest';
import type { App, Exchange, Tenant, User, World } from '../mock-idp/index.ts';
import { curlCommands, greeting, requestLine, type Served } from './serve-text.ts';

const tenant: Tenant = {
  name: 'contoso',
  id: '11111111-1111-4111-8111-111111111111',
  domains: ['contoso.example', 'contoso.onmicrosoft.com'],
  cloud: 'public',
  state: 'active',
};
const alice = { name: 'alice', tenant, upn: 'alice@contoso.example', password: 'pw' } as User;
const service = { name: 'service', tenant, kind: 'confidential', clientId: 'c1', secret: "it's" } as App;
const desktop = { name: 'desktop', tenant, kind: 'public', clientId: 'c2' } as App;

const served = (apps: App[]): Served => ({
  world: { directory: { tenants: [tenant], users: [alice], apps } } as unknown as World,
  httpsUrl: 'https://127.0.0.1:8443',
  httpUrl: undefined,
  proxyUrl: 'http://127.0.0.1:8444',
  caFile: '/a b/ca.pem',
  controlToken: 'control-token',
  loginHost: 'login.example',
  graphScope: 'https://graph.example/.default',
});

const exchange = (over: Partial<Exchange>): Exchange =>
  ({
    at: Date.UTC(2030, 0, 1, 12, 34, 56),
    request: { method: 'POST', url: new URL('https://login.example/t/oauth2/v2.0/token?secret=1') },
    response: { status: 200 },
    decision: 'issued a token to alice',
    ...over,
  }) as Exchange;

test('the greeting names every way in, tenant, user and app, with what is needed to sign in', () => {
  const text = greeting(served([service, desktop]));
  for (const part of [
    'https://127.0.0.1:8443',
    'http://127.0.0.1:8444',
    '/a b/ca.pem',
    tenant.id,
    'contoso.example, contoso.onmicrosoft.com',
    `https://127.0.0.1:8443/${tenant.id}/v2.0/.well-known/openid-configuration`,
  ]) {
    expect(text).toContain(part);
  }
  expect(text).toMatch(/alice@contoso\.example +pw\n/);
  expect(text).toMatch(/service +confidential +c1 +it's\n/);
  expect(text).toMatch(/desktop +public +c2\n/);
});

test('the greeting of a world without a secret shows no command that needs one', () => {
  expect(greeting(served([desktop]))).not.toContain('curl');
});

test('the commands quote for a shell what needs it', () => {
  const { direct, proxied } = curlCommands(served([service]), service);
  expect(direct).toContain(`--cacert '/a b/ca.pem'`);
  expect(direct).toContain(String.raw`'client_secret=it'\''s'`);
  expect(direct).toContain(`https://127.0.0.1:8443/${tenant.id}/oauth2/v2.0/token`);
  expect(proxied).toContain(`--proxy http://127.0.0.1:8444`);
  expect(proxied).toContain(`https://login.example/${tenant.id}/oauth2/v2.0/token`);
});

test('a request is one line with time, method, host, path, status and decision, and no query', () => {
  expect(requestLine(exchange({}), false)).toBe(
    '12:34:56 POST login.example/t/oauth2/v2.0/token 200 issued a token to alice',
  );
});

test('a fault is named beside the decision', () => {
  expect(requestLine(exchange({ fault: 'status 503' }), false)).toMatch(/alice \(status 503\)$/);
});

test('control characters that a client sent do not reach the terminal', () => {
  const line = requestLine(exchange({ decision: 'refused: \u001b[2J\r\nfoo' }), false);
  expect(line).toMatch(/refused: {2}?\[2J foo$/);
  expect([...line].some((character) => character < ' ')).toBe(false);
});

test('colour is there only when asked for', () => {
  const escape = '\u001b[';
  expect(requestLine(exchange({}), true)).toContain(escape);
  expect(requestLine(exchange({}), false)).not.toContain(escape);
});
