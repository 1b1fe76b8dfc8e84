import { expect, test } from 'vitest';
import { createConfidentialClientApplication } from '../confidential-client.ts';
import {
  appToken,
  authority,
  clientId,
  fakeClock,
  oauthError,
  scriptedNetwork,
  type Script,
} from '../test-doubles.ts';

const html = '<html><body>Bad gateway</body></html>';
const timeout = new DOMException('too late', 'TimeoutError');

function setUp(...answers: Script[]) {
  const clock = fakeClock();
  const script = scriptedNetwork(...answers);
  const log: string[] = [];
  const app = createConfidentialClientApplication({
    clientId,
    authority,
    credential: { type: 'secret', secret: 'the-secret' },
    clock,
    network: script.network,
    log: (_, message) => log.push(message),
  });
  return {
    acquire: (changes = {}) => app.acquireTokenForClient({ scopes: ['s'], ...changes }),
    clock,
    script,
    log,
  };
}

test.each([
  ['a 5xx', { status: 503 }],
  ['a 5xx in HTML', { status: 502, body: html }],
  ['a timeout', timeout],
])('%s is tried once more, a second later', async (_, first) => {
  const { acquire, clock, script } = setUp(first, appToken());
  expect(await acquire()).toMatchObject({ accessToken: 'app-at-1' });
  expect(clock.slept).toEqual([1000]);
  expect(script.sent[1]?.body).toBe(script.sent[0]?.body);
});

test.each<[string, Script[], object]>([
  [
    '5xx twice',
    [
      { status: 503, body: html },
      { status: 503, body: html },
    ],
    { code: 'service_not_available', statusCode: 503, isRetryable: true },
  ],
  ['5xx with Retry-After', [{ status: 503, headers: { 'retry-after': '9' } }], { retryAfterMs: 9000 }],
  ['two timeouts', [timeout, timeout], { name: 'MsalNetworkException', code: 'request_timeout' }],
  ['a reset', [new Error('ECONNRESET')], { name: 'MsalNetworkException', code: 'network_error' }],
  ['HTML with 400', [{ status: 400, body: html }], { code: 'non_parsable_oauth_error', statusCode: 400 }],
  ['HTML with 429', [{ status: 429, body: html }], { code: 'request_throttled', isRetryable: true }],
  ['an empty 404', [{ status: 404 }], { code: 'not_found' }],
  [
    'a redirect, which is not followed',
    [{ status: 307, headers: { location: 'https://evil.test' } }],
    { code: 'http_status_not_200' },
  ],
  ['JSON that is no error', [{ status: 400, body: {} }], { code: 'http_status_not_200' }],
  ['HTML with 200', [{ body: html }], { name: 'MsalClientException', code: 'json_parse_failed' }],
  ['a success without a token', [appToken({ access_token: undefined })], { code: 'access_token_missing' }],
  ['an empty token', [appToken({ access_token: '' })], { code: 'access_token_missing' }],
  ['no token type', [appToken({ token_type: undefined })], { code: 'token_type_missing' }],
  ['another token type', [appToken({ token_type: 'pop' })], { code: 'token_type_mismatch' }],
  [
    'invalid_client',
    [oauthError('invalid_client', { error_codes: [7000215] }, 401)],
    {
      name: 'MsalServiceException',
      code: 'invalid_client',
      statusCode: 401,
      errorCodes: [7000215],
      isRetryable: false,
    },
  ],
  ['an error nobody knows', [oauthError('brand_new')], { code: 'brand_new' }],
  ['error codes as text', [oauthError('invalid_scope', { error_codes: ['70011'] })], { errorCodes: [70011] }],
])('%s ends the call', async (_, answers, error) => {
  const { acquire, script } = setUp(...answers);
  await expect(acquire()).rejects.toMatchObject(error);
  expect(script.sent).toHaveLength(answers.length);
});

test.each<[string, object, object]>([
  ['invalid_grant', {}, { name: 'MsalUiRequiredException', classification: 'none' }],
  [
    'invalid_grant',
    { suberror: 'basic_action' },
    { name: 'MsalUiRequiredException', classification: 'basic_action' },
  ],
  [
    'invalid_grant',
    { suberror: 'client_mismatch' },
    { name: 'MsalServiceException', suberror: 'client_mismatch' },
  ],
  ['interaction_required', {}, { name: 'MsalUiRequiredException' }],
  ['invalid_grant', { claims: '{"x":1}' }, { name: 'MsalClaimsChallengeException', claims: '{"x":1}' }],
])('%s with %o becomes the exception callers catch', async (code, changes, error) => {
  const { acquire } = setUp(oauthError(code, changes));
  await expect(acquire()).rejects.toMatchObject({ code, ...error });
});

test('numbers may come as text, unknown members are ignored, and a missing lifetime is none', async () => {
  const { acquire, clock } = setUp(
    appToken({ expires_in: '7200', refresh_in: '0', token_type: 'bearer', brand_new: {} }),
    appToken({ expires_in: undefined }),
  );
  const first = await acquire();
  expect(first.expiresOn).toBe(clock.now() + 7_200_000);
  expect(first.refreshOn).toBeUndefined();
  expect((await acquire({ forceRefresh: true })).expiresOn).toBe(clock.now());
});

test('the correlation id of the caller is sent and stays with the error', async () => {
  const correlationId = '44444444-4444-4444-8444-444444444444';
  const { acquire, script } = setUp(oauthError('invalid_client'));
  await expect(acquire({ correlationId })).rejects.toMatchObject({ correlationId });
  expect(script.sent[0]?.headers['client-request-id']).toBe(correlationId);
});

test('neither the log nor an error that is printed holds a secret, a token or the body', async () => {
  const { acquire, log } = setUp(appToken({ access_token: 'TOKEN' }), oauthError('x', { leaked: 'BODY' }));
  await acquire();
  const error: unknown = await acquire({ forceRefresh: true }).catch((caught: unknown) => caught);
  expect(log.length).toBeGreaterThan(2);
  const { inspect } = await import('node:util');
  expect([...log, inspect(error), JSON.stringify(error)].join('\n')).not.toMatch(/the-secret|TOKEN|BODY/);
  expect((error as { responseBody?: string }).responseBody).toContain('BODY');
});

test('an abort ends the call with its reason and is not taken for a failed network', async () => {
  const abort = new AbortController();
  const { acquire } = setUp(() => {
    abort.abort(new Error('enough'));
    return new Error('aborted');
  });
  await expect(acquire({ signal: abort.signal })).rejects.toThrow('enough');
});
