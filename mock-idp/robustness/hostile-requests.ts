/** Requests as nobody should send them: every route, with parameters, bodies, paths and headers gone wrong. */
import fc from 'fast-check';
import type { WireRequest } from '../wire.ts';
import { routes, type Route } from '../routes.ts';

/** Stands unescaped in no page. */
export const markup = '"><svg onload=alert(1)>';

const base64url = (text: string) => Buffer.from(text).toString('base64url');

const odd = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      '\0',
      '\r\nSet-Cookie: a=b',
      markup,
      '__proto__',
      'constructor',
      'toString',
      'null',
      'undefined',
    ],
    ...[
      'NaN',
      '-1',
      '0',
      '1e400',
      '%',
      '%00',
      '%2f..%2f',
      '..;/',
      '\u{1F4A9}',
      '\ud800',
      '\u202e',
      '{}',
      '[]',
    ],
    ...[
      'true',
      '[object Object]',
      '{"access_token":null}',
      '{"access_token":{"xms_cc":{"values":5}}}',
      '"',
      "'",
    ],
    ...[
      'javascript:alert(1)',
      'http://',
      '//evil.example',
      'https://evil.example/cb',
      'data:,x',
      '1.A.B',
      '....',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('x', '%41', 'é', '{', '(', ' a').map((text) => text.repeat(20_000)),
);

const json = fc.json({ maxDepth: 3 });
const jwt = fc
  .tuple(fc.oneof(fc.constant('{"alg":"RS256"}'), fc.constant('{"alg":"none"}'), json), json, odd)
  .map(([header, claims, end]) => `${base64url(header)}.${base64url(claims)}.${end}`);

const xml = fc
  .tuple(fc.constantFrom('', '<?xml version="1.0"?>', '<!DOCTYPE a [<!ENTITY b "c">]>'), odd, odd)
  .map(
    ([head, name, text]) =>
      `${head}<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><${name}>${text}</${name}></s:Body></s:Envelope>`,
  );

const known = [
  ...[
    'grant_type',
    'client_id',
    'client_secret',
    'client_assertion',
    'client_assertion_type',
    'scope',
    'code',
  ],
  ...['redirect_uri', 'code_verifier', 'refresh_token', 'username', 'password', 'device_code', 'assertion'],
  ...[
    'requested_token_use',
    'claims',
    'resource',
    'response_type',
    'response_mode',
    'state',
    'nonce',
    'prompt',
  ],
  ...['login_hint', 'domain_hint', 'code_challenge', 'code_challenge_method', 'flow', 'action', 'user_code'],
  ...[
    'otc',
    'passwd',
    'login',
    'authorization_endpoint',
    'api-version',
    'client_info',
    'id_token_hint',
    'sid',
  ],
  ...['post_logout_redirect_uri', 'p', 'mi_res_id', 'object_id', 'bypass_cache', 'continuation_token', 'oob'],
  ...['challenge_type', 'attributes', 'mkt', 'user', 'session', '__proto__', 'x-client-SKU'],
];

const meant = [
  ...[
    'client_credentials',
    'authorization_code',
    'refresh_token',
    'password',
    'device_code',
    'code',
    'on_behalf_of',
  ],
  ...['urn:ietf:params:oauth:grant-type:jwt-bearer', 'urn:ietf:params:oauth:grant-type:saml1_1-bearer'],
  ...[
    'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    'https://graph.microsoft.com/.default',
    'S256',
  ],
  ...[
    'openid offline_access User.Read',
    'http://localhost',
    'form_post',
    'fragment',
    'none',
    'login',
    'create',
  ],
  ...[
    'https://login.microsoftonline.com/x/oauth2/v2.0/authorize',
    '1.1',
    '2019-08-01',
    '2018-02-01',
    'consent',
  ],
];

/** Who answers for each side; the listener's own address answers for nearly all. */
const hosts: Readonly<Record<Route['side'], string>> = {
  login: 'login.microsoftonline.com',
  'device-login': 'www.microsoft.com',
  graph: 'graph.microsoft.com',
  machine: '169.254.169.254',
  adfs: 'adfs.contoso.example',
  dsts: 'dsts.contoso.example',
  oidc: 'oidc.contoso.example',
  b2c: 'shop.b2clogin.com',
  ciam: 'club.ciamlogin.com',
};
const otherHosts = [
  '127.0.0.1:8080',
  'login.microsoftonline.us',
  'westus2.login.microsoft.com',
  'nobody.example',
  '[::1]',
];

const pathTricks = [
  '/..',
  '/%2e%2e/',
  '%2f',
  '%00',
  ';a=b',
  '//',
  '/.',
  '%',
  '%ff',
  '?',
  '#',
  '/',
  '\\',
  '\u{1F4A9}',
];

/** A path that the route takes. */
const pathOf = (path: RegExp, tenant: string): fc.Arbitrary<string> =>
  fc.stringMatching(
    new RegExp(
      path.source
        .replace('(?<tenant>[^/]+)', tenant.replaceAll('.', '\\.'))
        .replace(/\(\?<\w+>\)|\(\?!(\([^)]*\)|[^()])*\)/g, '') // fast-check has no lookaheads
        .replace(/\?<\w+>/g, ''),
    ),
  );

type Form = Readonly<Record<string, string>>;

/**
 * @param live values that mean something in the world asked
 * @param forms requests that the world would answer well
 */
export const hostileRequest = (
  live: readonly string[],
  forms: readonly Form[],
): fc.Arbitrary<WireRequest> => {
  const value = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...live) },
    { weight: 4, arbitrary: fc.constantFrom(...meant) },
    { weight: 2, arbitrary: odd },
    { weight: 1, arbitrary: fc.oneof(jwt, json, xml) },
  );
  const name = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: odd });
  const parameters = fc.array(fc.tuple(name, value), { maxLength: 12 });
  const tenant = fc.constantFrom(
    'common',
    'consumers',
    'shop.onmicrosoft.com',
    'club.onmicrosoft.com',
    live[0]!,
    '00000000',
    'x%20y',
    '%00',
  );
  const path = fc
    .tuple(fc.constantFrom(...routes), tenant, fc.nat(9))
    .chain(([{ side, path: pattern }, one, chance]) =>
      fc.record({
        host: chance < 8 ? fc.constant(hosts[side]) : fc.constantFrom(...otherHosts),
        path: pathOf(pattern, one),
      }),
    );
  const tricky = fc
    .tuple(path, fc.nat(60), fc.constantFrom(...pathTricks))
    .map(([{ host, path: text }, at, trick]) => ({ host, path: text.slice(0, at) + trick + text.slice(at) }));
  const nearlyRight = fc
    .tuple(fc.constantFrom(...forms), fc.dictionary(fc.constantFrom(...known), value, { maxKeys: 3 }))
    .map(([form, changed]) => new URLSearchParams({ ...form, ...changed }).toString());
  const body = fc.oneof(
    { weight: 3, arbitrary: parameters.map((all) => new URLSearchParams(all).toString()) },
    { weight: 3, arbitrary: nearlyRight },
    { weight: 1, arbitrary: fc.oneof(json, xml, odd) },
  );
  const header = fc.oneof(
    fc.tuple(
      fc.constantFrom('authorization'),
      fc
        .tuple(
          fc.constantFrom('Bearer ', 'Basic ', 'bearer', 'PoP ', ''),
          fc.oneof(value, value.map(base64url)),
        )
        .map((parts) => parts.join('')),
    ),
    fc.tuple(
      fc.constantFrom(
        'content-type',
        'accept',
        'cookie',
        'origin',
        'metadata',
        'x-identity-header',
        'secret',
      ),
      fc.oneof(
        fc.constantFrom(
          'true',
          'application/json',
          'text/xml',
          'multipart/form-data; boundary=x',
          'ESTSAUTH=x',
        ),
        fc.constantFrom('application/x-www-form-urlencoded', 'application/soap+xml; charset=utf-8'),
        odd,
      ),
    ),
    fc.tuple(
      fc.constantFrom(
        'client-request-id',
        'return-client-request-id',
        'x-client-sku',
        'accept-language',
        'soapaction',
      ),
      value,
    ),
    fc.tuple(odd, odd),
  );
  return fc
    .record({
      method: fc.constantFrom('GET', 'POST', 'POST', 'POST', 'OPTIONS', 'HEAD', 'PUT', 'DELETE', 'x'),
      at: fc.oneof({ weight: 4, arbitrary: path }, { weight: 1, arbitrary: tricky }),
      query: fc.oneof(
        parameters.map((all) => new URLSearchParams(all).toString()),
        nearlyRight,
      ),
      headers: fc.array(header, { maxLength: 4 }),
      body,
    })
    .map(({ method, at: { host, path }, query, headers, body }) => {
      const url = URL.parse(`https://${host}${path}${query && `?${query}`}`) ?? new URL(`https://${host}/`);
      return { method, url, headers: Object.fromEntries(headers), body };
    });
};
