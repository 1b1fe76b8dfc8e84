import { beforeAll, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { aadsts, createProbe, manyTraits, type Probe } from '../testing/probe.ts';

const idp = createMockIdp();
let probe: Probe;
beforeAll(async () => {
  probe = await createProbe(undefined, { idp });
});

const daemonForm = () => ({
  grant_type: 'client_credentials',
  client_id: probe.app('daemon').clientId,
  client_secret: probe.app('daemon').secret!,
  scope: 'https://graph.microsoft.com/.default',
});

const correlationId = '0f5d9b5c-1d3b-4e0c-9a55-8c2f0a3f7a11';

test('an error has its members in the recorded order, and says the same thing three times', async () => {
  const { status, body, headers } = await probe.token({ ...daemonForm(), client_secret: 'wrong' });
  expect(status).toBe(401);
  expect(Object.keys(body)).toEqual([
    'error',
    'error_description',
    'error_codes',
    'timestamp',
    'trace_id',
    'correlation_id',
    'error_uri',
  ]);
  expect(body).toMatchObject({
    error: 'invalid_client',
    error_codes: [7000215],
    timestamp: '2030-01-01 00:00:00Z',
    error_uri: 'https://login.microsoftonline.com/error?code=7000215',
  });
  expect(body['trace_id']).toBe(headers.get('x-ms-request-id'));
  expect(body['error_description']).toMatch(
    new RegExp(
      `^AADSTS7000215: .* Trace ID: ${String(body['trace_id'])} Correlation ID: ${String(body['correlation_id'])} Timestamp: 2030-01-01 00:00:00Z$`,
    ),
  );
});

test('a world may have the line breaks of before 2023 in its descriptions', async () => {
  const old = await createProbe({ ...manyTraits, errorSeparator: 'crlf' }, { idp, seed: 2 });
  const { body } = await old.token({ grant_type: 'nonsense', client_id: 'x' });
  expect(String(body['error_description']).split('\r\n')).toHaveLength(4);
});

test('error_uri is on the host that was asked, and absent where Entra has none', async () => {
  const url = `https://login.windows.net/${probe.tenant('contoso').id}/oauth2/v2.0/token`;
  const wrongSecret = await probe.post(url, { ...daemonForm(), client_secret: 'wrong' });
  expect(wrongSecret.body['error_uri']).toBe('https://login.windows.net/error?code=7000215');
  const unsupported = await probe.post(url, { ...daemonForm(), grant_type: 'nonsense' });
  expect(unsupported.body).not.toHaveProperty('error_uri');
  expect(unsupported.body['error']).toBe('unsupported_grant_type');
  expect(aadsts(unsupported)).toEqual([70003]);
});

test.each(['header', 'query', 'form'] as const)(
  'the correlation id is the client-request-id of the %s',
  async (place) => {
    const query = place === 'query' ? `?client-request-id=${correlationId}` : '';
    const { body } = await probe.post(
      `https://login.microsoftonline.com/${probe.tenant('contoso').id}/oauth2/v2.0/token${query}`,
      { grant_type: 'x', ...(place === 'form' && { 'client-request-id': correlationId }) },
      place === 'header' ? { 'client-request-id': correlationId } : {},
    );
    expect(body['correlation_id']).toBe(correlationId);
  },
);

test('client-request-id is echoed to who asks for it', async () => {
  const asked = { 'client-request-id': correlationId, 'return-client-request-id': 'true' };
  const echoed = await probe.token(daemonForm(), undefined, asked);
  expect(echoed.headers.get('client-request-id')).toBe(correlationId);
  const silent = await probe.token(daemonForm(), undefined, { 'client-request-id': correlationId });
  expect(silent.headers.get('client-request-id')).toBeNull();
});

test('x-ms-clitelem goes to clients that name their SDK, in a header or in the form', async () => {
  const none = await probe.token(daemonForm());
  expect(none.headers.get('x-ms-clitelem')).toBeNull();
  const header = await probe.token(daemonForm(), undefined, { 'x-client-sku': 'MSAL.NetCore' });
  expect(header.headers.get('x-ms-clitelem')).toBe('1,0,0,,');
  const form = await probe.token({ ...daemonForm(), client_secret: 'wrong', 'x-client-SKU': 'msal.js.node' });
  expect(form.headers.get('x-ms-clitelem')).toBe('1,7000215,0,,');
});

test('headers go out in the recorded order', async () => {
  await probe.token(daemonForm(), undefined, { origin: 'https://app.example', 'x-client-sku': 'x' });
  const { headers } = probe.world.ledger.exchanges.at(-1)!.response;
  expect([...new Set(headers.map(([name]) => name))]).toEqual([
    'Cache-Control',
    'Pragma',
    'Content-Type',
    'Expires',
    'Strict-Transport-Security',
    'X-Content-Type-Options',
    'Access-Control-Allow-Origin',
    'Access-Control-Expose-Headers',
    'Access-Control-Allow-Methods',
    'P3P',
    'x-ms-request-id',
    'x-ms-ests-server',
    'x-ms-clitelem',
    'x-ms-srs',
    'Referrer-Policy',
    'X-XSS-Protection',
    'Set-Cookie',
    'Date',
  ]);
});

test('only requests from a page get CORS headers, and a preflight is answered', async () => {
  const url = `https://login.microsoftonline.com/${probe.tenant('contoso').id}/oauth2/v2.0/token`;
  expect((await probe.token(daemonForm())).headers.get('access-control-allow-origin')).toBeNull();
  const preflight = await probe.fetch(url, {
    method: 'OPTIONS',
    headers: { origin: 'https://app.example', 'access-control-request-headers': 'x-custom' },
  });
  expect(preflight.status).toBe(200);
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  expect(preflight.headers.get('access-control-allow-headers')).toBe('x-custom');
});

test.each([
  [{ grant_type: '' }, 900144, 'grant_type'],
  [{ client_id: '' }, 900144, 'client_id'],
  [{ scope: '' }, 900144, 'scope'],
  [{ client_id: '00000000-0000-0000-0000-000000000000' }, 700038, 'not a valid application'],
  [{ client_id: '5f0a9d7e-0000-4000-8000-000000000001' }, 700016, 'contoso.onmicrosoft.com'],
  [{ client_id: 'my-app' }, 700016, 'my-app'],
])('%j is refused with AADSTS%i', async (change, code, words) => {
  const answer = await probe.token({ ...daemonForm(), ...change });
  expect(answer.status).toBe(400);
  expect(aadsts(answer)).toEqual([code]);
  expect(answer.body['error_description']).toContain(words);
});

test.each([
  ['11111111-2222-4333-8444-555555555555', 90002, 'invalid_request'],
  ['nobody.example', 90002, 'invalid_request'],
  ['undefined', 900023, 'invalid_request'],
  ['common', 50194, 'invalid_request'],
  ['consumers', 9002332, 'invalid_request'],
])('at the tenant %s a single-tenant app is refused with AADSTS%i', async (tenant, code, error) => {
  const answer = await probe.token(daemonForm(), tenant);
  expect([answer.status, aadsts(answer), answer.body['error']]).toEqual([400, [code], error]);
});

test('a single-tenant app is not found in another tenant, a multi-tenant one is', async () => {
  const fabrikam = probe.tenant('fabrikam').id;
  expect(aadsts(await probe.token(daemonForm(), fabrikam))).toEqual([700016]);
  const { clientId, secret } = probe.app('everywhere');
  const everywhere = { ...daemonForm(), client_id: clientId, client_secret: secret! };
  expect((await probe.token(everywhere, fabrikam)).status).toBe(200);
});

test('a parameter sent twice is refused, a GET too', async () => {
  const url = `https://login.microsoftonline.com/${probe.tenant('contoso').id}/oauth2/v2.0/token`;
  const twice = `${new URLSearchParams(daemonForm()).toString()}&scope=x`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await probe.fetch(url, { method: 'POST', headers, body: twice });
  expect(await response.json()).toMatchObject({ error_codes: [9002313] });
  expect(aadsts(await probe.get(url))).toEqual([900561]);
});

test('an unknown path is a page that says 404', async () => {
  const response = await probe.fetch('https://login.microsoftonline.com/nothing/here', { method: 'POST' });
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('private');
});

test('a regional host answers as its cloud, and promises no strict transport security', async () => {
  const url = `https://westus2.login.microsoft.com/${probe.tenant('contoso').id}/oauth2/v2.0/token`;
  const { status, headers } = await probe.post(url, daemonForm());
  expect(status).toBe(200);
  expect(headers.get('strict-transport-security')).toBeNull();
});
