/** A run as a real SDK might leave it, every verdict in it, for the tests and to look at. */
import type { CaseRecord, RequirementRef } from './run-record.ts';
import type { KnownRequirement, KnownRequirements } from './known-requirements.ts';
import type { Run } from './read-run.ts';
import { aCase, aFailure, aRequirement, aRun, aWireLine, known } from './sample-run.ts';

const msal = 'https://learn.microsoft.com/entra/msal/dotnet';
const rfc6749 = 'https://www.rfc-editor.org/rfc/rfc6749';

const sentences: readonly [
  id: string,
  level: RequirementRef['level'],
  area: string,
  says: string,
  url: string,
][] = [
  [
    'CACHE-001',
    'MUST',
    'cache',
    'A token in the cache that is still valid is returned without a request.',
    msal,
  ],
  [
    'CACHE-012',
    'MUST',
    'cache',
    'An app token with five minutes or less to live is not returned from the cache; a new one is acquired.',
    msal,
  ],
  [
    'CACHE-014',
    'MUST',
    'cache',
    'Signing an account out removes its tokens and leaves those of other accounts.',
    msal,
  ],
  [
    'CACHE-020',
    'SHOULD',
    'cache',
    'A token past its refresh_in is refreshed early, and the old one is returned when that fails.',
    msal,
  ],
  [
    'TOKEN-003',
    'MUST',
    'token',
    'The token request carries the grant type, the client and the scopes the caller asked for.',
    `${rfc6749}#section-4.4.2`,
  ],
  [
    'TOKEN-009',
    'MUST',
    'token',
    'A claims challenge from the API is sent with the next request and goes past the cache.',
    msal,
  ],
  [
    'ERROR-002',
    'MUST',
    'error',
    'An answer of invalid_grant with a suberror reaches the caller as an interaction-required error with its claims.',
    msal,
  ],
  [
    'ERROR-005',
    'MUST',
    'error',
    'After a 429 with Retry-After the same request is not sent again before that time.',
    msal,
  ],
  ['ERROR-007', 'SHOULD', 'error', 'A 5xx answer is retried once.', msal],
  [
    'PKCE-001',
    'MUST',
    'pkce',
    'An authorization request carries an S256 code challenge, and the redemption its verifier.',
    'https://www.rfc-editor.org/rfc/rfc7636#section-4.3',
  ],
  [
    'STATE-001',
    'MUST',
    'authorization',
    'A response whose state differs from the one sent is refused before its code is redeemed.',
    `${rfc6749}#section-10.12`,
  ],
  [
    'DEVICE-004',
    'MUST',
    'device-code',
    'After slow_down the polling interval grows by five seconds.',
    'https://www.rfc-editor.org/rfc/rfc8628#section-3.5',
  ],
  ['REGION-001', 'MAY', 'region', 'A regional endpoint is used when the region is known.', msal],
  ['POP-001', 'MAY', 'proof-of-possession', 'A signed HTTP request is bound to its token.', msal],
];

export const realisticRequirements: KnownRequirements = known(
  ...sentences.map(([id, level, area, says, url]): KnownRequirement =>
    aRequirement({
      id,
      level,
      area,
      says,
      source: { title: url === msal ? 'MSAL documentation' : `RFC ${/rfc(\d+)/.exec(url)?.[1]}`, url },
    }),
  ),
);

const checks = (...ids: readonly string[]): RequirementRef[] =>
  ids.map((id) => ({ id, level: realisticRequirements.get(id)?.level ?? 'MUST' }));

const clouds = ['public', 'usgov', 'china', 'bleu'];
const authorities = ['tenant-id', 'tenant-domain'];

const matrix = (id: string, over: (variant: string) => Partial<CaseRecord>): CaseRecord[] =>
  clouds.flatMap((cloud) =>
    authorities.map((authority, index) => {
      const variant = `cloud=${cloud},authority=${authority}`;
      return aCase({
        id: `${id}[${variant}]`,
        scenario: `fixtures/scenarios/${id}.yaml`,
        durationMs: 8 + cloud.length * 3 + index,
        expectations: 3,
        exchanges: 3,
        ...over(variant),
      });
    }),
  );

const token = {
  name: 'access token 1',
  header: { typ: 'JWT', alg: 'RS256', kid: 'key-1' },
  claims: {
    aud: 'https://graph.microsoft.com',
    iss: 'https://sts.windows.net/contoso/',
    roles: ['User.Read.All'],
    ver: '1.0',
  },
};

const wire = [
  aWireLine({
    step: 3,
    endpoint: 'instance-discovery',
    method: 'GET',
    form: {},
    url: 'https://login.microsoftonline.com/common/discovery/instance?api-version=1.1&authorization_endpoint=https%3A%2F%2Flogin.microsoftonline.us%2Fcontoso%2Foauth2%2Fv2.0%2Fauthorize',
    responseBody:
      '{"tenant_discovery_endpoint":"https://login.microsoftonline.us/contoso/v2.0/.well-known/openid-configuration","api-version":"1.1"}',
    decision: 'listed the clouds',
  }),
  aWireLine({
    step: 3,
    tokens: [token],
    requestHeaders: { 'content-type': 'application/x-www-form-urlencoded', 'x-client-sku': 'msal.js.node' },
  }),
  aWireLine({
    step: 5,
    status: 429,
    decision: 'refused: throttled',
    fault: 'status 429, Retry-After 3',
    responseBody: '{"error":"temporarily_unavailable"}',
  }),
];

const cases = (): CaseRecord[] => [
  ...matrix('client-credentials/expiry-buffer', (variant) => ({
    title: 'A token about to die is replaced',
    requirements: checks('CACHE-012', 'TOKEN-003'),
    ...(variant.includes('usgov') || variant.includes('bleu')
      ? {
          verdict: 'fail',
          blame: 'sdk',
          reason: 'expected source network, got cache',
          failures: [aFailure({ requirements: ['CACHE-012'], fingerprint: 'CACHE-012 ok.source' })],
          wire,
          log: ['[info] ClientCredentialClient: token found in cache', '[trace] expires in 299 s'],
        }
      : {}),
  })),
  ...matrix('cache/silent-hit', () => ({
    title: 'A cached token is returned without a request',
    requirements: checks('CACHE-001'),
  })),
  ...matrix('cache/sign-out', () => ({
    title: 'Signing out removes one account only',
    requirements: checks('CACHE-014'),
  })),
  ...matrix('token/claims-challenge', () => ({
    title: 'A claims challenge goes past the cache',
    requirements: checks('TOKEN-009'),
  })),
  ...matrix('authorization/pkce', () => ({
    title: 'The code flow is protected by PKCE and state',
    requirements: checks('PKCE-001', 'STATE-001'),
  })),
  aCase({
    id: 'errors/throttled',
    title: 'Retry-After is obeyed',
    requirements: checks('ERROR-005'),
    verdict: 'timeout',
    blame: 'sdk',
    reason: 'acquire client-credentials did not answer within 10000 ms',
    wire,
    log: ['[warn] retrying in 0 ms'],
    durationMs: 10_004,
  }),
  aCase({
    id: 'errors/server-error',
    title: 'A 503 is retried once',
    requirements: checks('ERROR-007'),
    verdict: 'warn',
    blame: 'sdk',
    reason: 'wire: expected 2 token requests, saw 1',
    failures: [
      aFailure({
        requirements: ['ERROR-007'],
        message: 'expected 2 token requests, saw 1',
        path: 'wire[0].times',
        expected: 2,
        actual: 1,
        fingerprint: 'ERROR-007 wire[0].times',
      }),
    ],
    wire,
  }),
  aCase({
    id: 'errors/interaction-required',
    title: 'A suberror reaches the caller',
    requirements: checks('ERROR-002'),
    verdict: 'expected_fail',
    reason: 'in the baseline: suberror is dropped before version 8',
    failures: [
      aFailure({
        requirements: ['ERROR-002'],
        message: 'expected suberror basic_action, got nothing',
        fingerprint: 'ERROR-002 error.suberror',
      }),
    ],
    wire,
  }),
  aCase({
    id: 'cache/proactive-refresh',
    title: 'A token past refresh_in is refreshed early',
    requirements: checks('CACHE-020'),
    verdict: 'unexpected_pass',
    reason: 'the baseline expects a failure',
  }),
  aCase({
    id: 'device-code/slow-down',
    title: 'slow_down lengthens the interval',
    requirements: checks('DEVICE-004'),
    verdict: 'not_applicable',
    reason: "clock: the client's clock cannot be moved (clock mode none)",
  }),
  aCase({
    id: 'region/known-region',
    title: 'A known region is used',
    requirements: checks('REGION-001'),
    verdict: 'info',
    reason: 'the global endpoint was used',
    failures: [
      aFailure({
        requirements: ['REGION-001'],
        message: 'expected host eastus.login.microsoft.com, got login.microsoftonline.com',
        expected: 'eastus.login.microsoft.com',
        actual: 'login.microsoftonline.com',
        path: 'wire[0].host',
        fingerprint: 'REGION-001 wire[0].host',
      }),
    ],
    wire: [],
  }),
  aCase({
    id: 'pop/signed-request',
    title: 'A signed HTTP request is bound to its token',
    requirements: checks('POP-001'),
    verdict: 'not_implemented',
    reason: 'the adapter says msal-node has no signed HTTP requests outside brokers',
  }),
];

export const realisticRun = (): Run => aRun(cases());

/** Everything that was asked for held. */
export const greenRun = (): Run => aRun(cases().filter(({ verdict }) => verdict === 'pass'));
