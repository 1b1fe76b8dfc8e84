/** Clients that are wrong about the token endpoint: what they send there, and how they read its answers. */
import type { NetworkRequest } from '../reference/index.ts';
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeAnswers, changeExport, changeRequests, changeResults } from './changes.ts';
import { changeMembers, hasGrant, isTokenRequest, membersOf, unreadable, without } from './wire-edits.ts';

const withoutHeaders = (request: NetworkRequest, pattern: RegExp): NetworkRequest => ({
  ...request,
  headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !pattern.test(name))),
});

const changeTokenRequests = (edit: (request: NetworkRequest) => NetworkRequest): Change =>
  changeRequests((request) => (isTokenRequest(request) ? edit(request) : request));

const knownMembers = [
  'access_token',
  'client_info',
  'expires_in',
  'ext_expires_in',
  'foci',
  'id_token',
  'id_token_expires_in',
  'not_before',
  'refresh_in',
  'refresh_token',
  'refresh_token_expires_in',
  'scope',
  'token_type',
];

const isUnknown = (members: object) => Object.keys(members).some((name) => !knownMembers.includes(name));

/** An answer of a certain kind is one that the client cannot read. */
const cannotRead = (grant: string, when: (members: Record<string, unknown>) => boolean): Change =>
  changeAnswers((answer, request) => {
    const members = hasGrant(request, grant) && answer.status === 200 ? membersOf(answer) : undefined;
    return members !== undefined && when(members) ? unreadable(answer) : answer;
  });

const hour = 3_600_000;

const unsigned = (text: string) => text.replaceAll(/(eyJ[\w-]+\.eyJ[\w-]+\.)[\w-]+/g, '$1');

/** Sends no correlation id, and puts it into the answer in the place of the one that the authority made. */
const pretendsToCorrelate: Change = {
  network: (send) => async (request) => {
    if (!isTokenRequest(request)) return send(request);
    const answer = await send(withoutHeaders(request, /^client-request-id$/i));
    const made = membersOf(answer)?.['correlation_id'];
    const own = request.headers['client-request-id'];
    return typeof made === 'string' && own !== undefined
      ? { ...answer, body: answer.body.replaceAll(made, own) }
      : answer;
  },
};

export const tokenEndpoint: readonly BrokenClient[] = [
  broken('names-another-content-type', 'Its token requests are application/urlencoded.', ['TOKEN-002'], () =>
    changeTokenRequests((request) => ({
      ...request,
      headers: { ...request.headers, 'content-type': 'application/urlencoded' },
    })),
  ),
  broken(
    'puts-the-secret-into-the-url',
    'It sends the client secret in the URL as well.',
    ['TOKEN-003'],
    () =>
      changeTokenRequests((request) => {
        const secret = new URLSearchParams(request.body).get('client_secret');
        return secret === null
          ? request
          : { ...request, url: `${request.url}?client_secret=${encodeURIComponent(secret)}` };
      }),
  ),
  broken(
    'keeps-the-correlation-id-to-itself',
    'It reports the correlation id of the caller and does not send it.',
    ['TOKEN-004'],
    () => pretendsToCorrelate,
  ),
  broken('does-not-name-itself', 'It does not name its library and version.', ['TOKEN-005'], () =>
    changeTokenRequests((request) => withoutHeaders(request, /^x-client-(sku|ver)$/i)),
  ),
  broken(
    'wants-a-capital-bearer',
    'A token type that is not written Bearer is unknown to it.',
    ['TOKEN-006'],
    () => cannotRead('any', ({ token_type: type }) => type !== 'Bearer'),
  ),
  broken(
    'trips-over-unknown-members',
    'An answer with a member that it does not know is unreadable to it.',
    ['TOKEN-007'],
    () => cannotRead('any', isUnknown),
  ),
  broken('reads-numbers-only', 'A lifetime in quotes is none to it.', ['TOKEN-008'], () =>
    changeMembers('any', (members) =>
      typeof members['expires_in'] === 'string' ? without(members, 'expires_in') : undefined,
    ),
  ),
  broken('needs-a-lifetime', 'An answer without a lifetime is unreadable to it.', ['TOKEN-009'], () =>
    cannotRead('any', (members) => !('expires_in' in members)),
  ),
  broken(
    'has-no-scopes-unless-told',
    'When an answer names no scope, its token has none.',
    ['TOKEN-010'],
    () =>
      changeMembers('authorization_code', (members) =>
        'scope' in members ? undefined : { ...members, scope: 'openid' },
      ),
  ),
  broken(
    'hands-out-undefined',
    'An answer without an access token gives the token "undefined".',
    ['TOKEN-011'],
    () =>
      changeMembers('any', (members, { status }) =>
        status === 200 && !('access_token' in members)
          ? { token_type: 'Bearer', ...members, access_token: 'undefined' }
          : undefined,
      ),
  ),
  broken('needs-an-id-token', 'An answer without an ID token is unreadable to it.', ['TOKEN-012'], () =>
    cannotRead('authorization_code', (members) => !('id_token' in members)),
  ),
  broken(
    'rounds-expiry-up',
    'It tells the caller the expiry of a token rounded up to the hour.',
    ['TOKEN-013'],
    () =>
      changeResults((result) =>
        result.expiresOnMs === undefined
          ? result
          : { ...result, expiresOnMs: Math.ceil(result.expiresOnMs / hour) * hour },
      ),
  ),
  broken(
    'does-not-encode-plus',
    'It sends a plus sign as it is, and that means a space.',
    ['TOKEN-014'],
    () =>
      changeTokenRequests((request) => ({ ...request, body: (request.body ?? '').replaceAll('%2B', '+') })),
  ),
  broken('cuts-signatures-off', 'It hands out access tokens without their signature.', ['TOKEN-015'], () => [
    changeResults(
      (result) => ({ ...result, accessToken: unsigned(result.accessToken) }),
      ['token.interactive', 'token.silent', 'token.clientCredentials'],
    ),
    changeExport((cache) => JSON.parse(unsigned(JSON.stringify(cache))) as typeof cache),
  ]),
];
