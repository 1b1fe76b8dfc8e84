/** Which request reaches which endpoint of an AD FS. */
import type { EndpointName } from '../endpoint-name.ts';
import { devicePage } from '../endpoints/device-page.ts';
import type { EndpointHandler } from '../endpoints/endpoint.ts';
import { logout } from '../endpoints/logout.ts';
import { page } from '../endpoints/page.ts';
import type { Route } from '../routes.ts';
import { wsTrust } from '../ws-trust/issue.ts';
import { metadataExchange } from '../ws-trust/metadata.ts';
import { adfsConfiguration, adfsKeys, webfinger } from './adfs-metadata.ts';
import { adfsAuthorize, adfsDeviceCode } from './adfs-sign-in.ts';
import { adfsToken } from './adfs-token-endpoint.ts';

const adfs = (endpoint: EndpointName, methods: string, path: RegExp, handler: EndpointHandler): Route => ({
  endpoint,
  side: 'adfs',
  methods: methods.split(' '),
  path,
  head: 'adfs',
  handler,
});

export const adfsRoutes: readonly Route[] = [
  adfs('webfinger', 'GET', /^\/\.well-known\/webfinger$/i, webfinger),
  adfs('openid-configuration', 'GET', /^\/adfs\/\.well-known\/openid-configuration$/i, adfsConfiguration),
  adfs('keys', 'GET', /^\/adfs\/discovery\/keys$/i, adfsKeys),
  adfs('authorize', 'GET POST', /^\/adfs\/oauth2\/authorize$/i, adfsAuthorize),
  adfs('token', 'POST', /^\/adfs\/oauth2\/token$/i, adfsToken),
  adfs('device-code', 'POST', /^\/adfs\/oauth2\/devicecode$/i, adfsDeviceCode),
  adfs('device-page', 'GET POST', /^\/adfs\/oauth2\/deviceauth$/i, devicePage),
  adfs('logout', 'GET POST', /^\/adfs\/oauth2\/logout$/i, logout),
  // The forms of the sign-in pages are posted below the first segment of the authority's path.
  adfs('page', 'POST', /^\/adfs\/(?<form>login|consent|mfa|select|kmsi)$/i, page),
  adfs('federation-metadata', 'GET', /^\/adfs\/services\/trust\/mex$/i, metadataExchange),
  adfs(
    'ws-trust',
    'POST',
    /^\/adfs\/services\/trust\/(?<version>13|2005)\/(?<binding>usernamemixed|windowstransport)$/i,
    wsTrust,
  ),
];
