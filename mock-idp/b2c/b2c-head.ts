/** B2C's headers: fewer than Entra's, and none of its cookies. No answer of B2C's was recorded with them. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { WireResponse } from '../wire.ts';

const cacheControl = ({ endpoint }: EndpointContext) =>
  endpoint === 'openid-configuration' || endpoint === 'keys'
    ? 'public, max-age=86400'
    : 'no-store, must-revalidate, no-cache';

export const withB2cHead = (context: EndpointContext, answer: WireResponse): WireResponse => ({
  ...answer,
  headers: [
    ['Cache-Control', cacheControl(context)],
    ...answer.headers,
    ['X-Content-Type-Options', 'nosniff'],
    ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
    ['x-ms-gateway-requestid', context.traceId],
    ...(context.request.headers['origin'] === undefined
      ? []
      : ([['Access-Control-Allow-Origin', '*']] as const)),
    ['Date', new Date(context.world.clock.now()).toUTCString()],
  ],
});
