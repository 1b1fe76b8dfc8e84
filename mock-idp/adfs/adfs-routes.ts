/** Which request reaches which endpoint of an AD FS. */
import type { EndpointName } from '../endpoint-name.ts';
import type { EndpointHandler } from '../endpoints/endpoint.ts';
import type { Route } from '../routes.ts';
import { wsTrust } from '../ws-trust/issue.ts';
import { metadataExchange } from '../ws-trust/metadata.ts';

const adfs = (endpoint: EndpointName, methods: string, path: RegExp, handler: EndpointHandler): Route => ({
  endpoint,
  side: 'adfs',
  methods: methods.split(' '),
  path,
  head: 'adfs',
  handler,
});

export const adfsRoutes: readonly Route[] = [
  adfs('federation-metadata', 'GET', /^\/adfs\/services\/trust\/mex$/i, metadataExchange),
  adfs(
    'ws-trust',
    'POST',
    /^\/adfs\/services\/trust\/(?<version>13|2005)\/(?<binding>usernamemixed|windowstransport)$/i,
    wsTrust,
  ),
];
