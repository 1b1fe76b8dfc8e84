/** The headers AD FS puts on its answers, in the recorded spelling: `max-age = 31536000`, `charset=UTF-8`. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { WireResponse } from '../wire.ts';

type Header = readonly [name: string, value: string];

const contentPolicy = "default-src 'self' 'unsafe-inline' 'unsafe-eval'; img-src 'self' data:;";

/** Discovery documents may be kept and read from any origin; what has a secret in it may not. */
const isOpen = ({ endpoint }: EndpointContext) => endpoint === 'openid-configuration' || endpoint === 'keys';

const contentType = (value: string) =>
  value.replace(/^(application\/json;) charset=utf-8$/, '$1 charset=UTF-8');

export const adfsHead = (context: EndpointContext, { headers }: WireResponse): readonly Header[] => {
  const has = (name: string) => headers.some(([header]) => header.toLowerCase() === name.toLowerCase());
  const unlessSaid = (name: string, value: string): readonly Header[] => (has(name) ? [] : [[name, value]]);
  return [
    ...(isOpen(context) ? [] : unlessSaid('Cache-Control', 'no-store')),
    ...(isOpen(context) ? [] : unlessSaid('Pragma', 'no-cache')),
    ...headers.map(([name, value]): Header => [
      name,
      name.toLowerCase() === 'content-type' ? contentType(value) : value,
    ]),
    ...unlessSaid('Content-Security-Policy', contentPolicy),
    ['Server', 'Microsoft-HTTPAPI/2.0'],
    ['Strict-Transport-Security', 'max-age = 31536000'],
    ['X-Content-Type-Options', 'nosniff'],
    ['X-XSS-Protection', '1; mode=block'],
    ['Date', new Date(context.world.clock.now()).toUTCString()],
  ];
};
