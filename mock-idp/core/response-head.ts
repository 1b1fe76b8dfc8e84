/** Puts the service's own headers around an answer, in the order they were recorded on the wire. */
import { adfsHead } from '../adfs/adfs-head.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { WireResponse } from '../wire.ts';

type Header = readonly [name: string, value: string];

const when = (condition: boolean, ...headers: Header[]): readonly Header[] => (condition ? headers : []);

const cookies = ({ request, world, host }: EndpointContext): readonly Header[] => {
  const firstContact = !(request.headers['cookie'] ?? '').includes('fpc=');
  const flags = 'path=/; secure; HttpOnly; SameSite=None';
  return [
    ['Set-Cookie', `fpc=${world.random.text(12)}; ${flags}`],
    ...when(firstContact, ['Set-Cookie', `esctx=${world.random.text(24)}; domain=.${host}; ${flags}`]),
    ['Set-Cookie', `x-ms-gateway-slice=estsfd; ${flags}`],
    ['Set-Cookie', `stsservicecookie=estsfd; ${flags}`],
  ];
};

const asksForEcho = ({ request, query, form }: EndpointContext) =>
  [
    request.headers['return-client-request-id'],
    query.get('return-client-request-id'),
    form.get('return-client-request-id'),
  ].some((value) => value?.toLowerCase() === 'true');

/** Version, error, suberror (always 0), age of the refresh token, ring. Only clients that name themselves see it. */
const clientTelemetry = (
  context: EndpointContext,
  { body }: WireResponse,
  refreshTokenAge: number | undefined,
): readonly Header[] => {
  const { endpoint, request, form, query } = context;
  const named = [request.headers['x-client-sku'], form.get('x-client-SKU'), query.get('x-client-SKU')];
  if ((endpoint !== 'token' && endpoint !== 'device-code') || named.every((sku) => sku === undefined))
    return [];
  const error = /"error_codes":\[(\d+)/.exec(body)?.[1] ?? '0';
  const age = refreshTokenAge === undefined ? '' : refreshTokenAge.toFixed(4);
  return [['x-ms-clitelem', `1,${error},0,${age},`]];
};

const cors = ({ head, request }: EndpointContext): readonly Header[] => {
  if (head === 'discovery') {
    return [
      ['Access-Control-Allow-Origin', '*'],
      ['Access-Control-Allow-Methods', 'GET, OPTIONS'],
    ];
  }
  return when(
    head !== 'page' && request.headers['origin'] !== undefined,
    ['Access-Control-Allow-Origin', '*'],
    ['Access-Control-Expose-Headers', 'Content-Length,Content-Encoding,x-ms-request-id,x-ms-srs'],
    ['Access-Control-Allow-Methods', 'POST, OPTIONS'],
  );
};

const cacheControl = ({ head, endpoint }: EndpointContext, { status }: WireResponse): string => {
  if (head === 'discovery') return status === 200 ? 'max-age=86400, private' : 'private';
  return endpoint === 'unknown' ? 'private' : 'no-store, no-cache';
};

const loginHead = (
  context: EndpointContext,
  answer: WireResponse,
  refreshTokenAge: number | undefined,
): readonly Header[] => {
  const own = (name: string) => answer.headers.filter(([header]) => header.toLowerCase() === name);
  const rest = answer.headers.filter(([header]) => header.toLowerCase() !== 'content-type');
  const { head, world, cloud, host } = context;
  const cached = head !== 'discovery' && context.endpoint !== 'unknown';
  return [
    ['Cache-Control', cacheControl(context, answer)],
    ...when(cached, ['Pragma', 'no-cache']),
    ...own('content-type'),
    ...when(cached, ['Expires', '-1']),
    ...when(asksForEcho(context), ['client-request-id', context.correlationId]),
    ...when([...cloud.login.aliases, ...cloud.alsoAnswers].includes(host), [
      'Strict-Transport-Security',
      'max-age=31536000; includeSubDomains',
    ]),
    ['X-Content-Type-Options', 'nosniff'],
    ...cors(context),
    ['P3P', 'CP="DSP CUR OTPi IND OTRi ONL FIN"'],
    ...when(head === 'userrealm', ['Content-Disposition', 'inline; filename=userrealm.json']),
    ['x-ms-request-id', context.traceId],
    ['x-ms-ests-server', '2.1.99999.1 - MOCK ProdSlices'],
    ...clientTelemetry(context, answer, refreshTokenAge),
    ['x-ms-srs', '1.P'],
    ['Referrer-Policy', 'strict-origin-when-cross-origin'],
    ['X-XSS-Protection', '0'],
    ...cookies(context),
    ...rest,
    ['Date', new Date(world.clock.now()).toUTCString()],
  ];
};

const graphHead = (context: EndpointContext, { headers }: WireResponse): readonly Header[] => [
  [
    'Content-Type',
    'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
  ],
  ['Cache-Control', 'no-cache'],
  ['Vary', 'Accept-Encoding'],
  ['Strict-Transport-Security', 'max-age=31536000'],
  ['request-id', context.traceId],
  ['client-request-id', context.correlationId],
  [
    'x-ms-ags-diagnostic',
    '{"ServerInfo":{"DataCenter":"Mock","Slice":"E","Ring":"1","ScaleUnit":"000","RoleInstance":"MOCK"}}',
  ],
  ['x-ms-resource-unit', '1'],
  ['OData-Version', '4.0'],
  ...when(context.request.headers['origin'] !== undefined, ['Access-Control-Allow-Origin', '*']),
  ...headers.filter(([name]) => name.toLowerCase() !== 'content-type'),
  ['Date', new Date(context.world.clock.now()).toUTCString()],
];

export const withHead = (
  context: EndpointContext,
  answer: WireResponse,
  refreshTokenAge: number | undefined,
): WireResponse => {
  switch (context.head) {
    case 'own':
      return answer;
    case 'adfs':
      return { ...answer, headers: adfsHead(context, answer) };
    case 'graph':
      return { ...answer, headers: graphHead(context, answer) };
    case 'discovery':
    case 'protocol':
    case 'userrealm':
    case 'page':
      return { ...answer, headers: loginHead(context, answer, refreshTokenAge) };
  }
};
