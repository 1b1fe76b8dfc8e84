/** The paths of a CIAM tenant: those of Entra, with the tenant or without, and the forms of its own pages. */
import { ciamAuthorize, ciamPage } from './ciam-sign-in.ts';
import { deviceAuthorization } from '../endpoints/device-code.ts';
import { devicePage } from '../endpoints/device-page.ts';
import type { EndpointHandler, HeadStyle } from '../endpoints/endpoint.ts';
import { keys } from '../endpoints/keys.ts';
import { logout } from '../endpoints/logout.ts';
import { openidConfiguration } from '../endpoints/openid-configuration.ts';
import { page } from '../endpoints/page.ts';
import type { EndpointName } from '../endpoint-name.ts';
import { nativeRoutes } from '../native-auth/native-routes.ts';
import { nativeToken } from '../native-auth/native-token.ts';
import type { Route } from '../routes.ts';
import { atCiam } from './ciam-context.ts';

const tenant = '(?:/(?<tenant>(?!v2\\.0/)[^/]+))?';

const route = (
  endpoint: EndpointName,
  methods: string,
  path: string,
  head: HeadStyle,
  handler: EndpointHandler,
): Route => ({
  endpoint,
  side: 'ciam',
  methods: methods.split(' '),
  path: new RegExp(`^${tenant}${path}$`, 'i'),
  head,
  handler: atCiam(handler),
});

const v2 = '(?<v2>/v2\\.0)';

export const ciamRoutes: readonly Route[] = [
  ...nativeRoutes,
  route(
    'openid-configuration',
    'GET',
    `${v2}?/\\.well-known/openid-configuration`,
    'discovery',
    openidConfiguration,
  ),
  route('keys', 'GET', `/discovery${v2}?/keys`, 'discovery', keys),
  route('token', '*', `/oauth2${v2}/token`, 'protocol', nativeToken),
  route('device-code', '*', `/oauth2${v2}/devicecode`, 'protocol', deviceAuthorization),
  route('authorize', 'GET POST', `/oauth2${v2}?/authorize`, 'page', ciamAuthorize),
  route('page', 'POST', '/customer', 'page', ciamPage),
  route('page', 'POST', '/(?<form>login|consent|mfa|select|kmsi)', 'page', page),
  route('device-page', 'GET POST', '/oauth2(?<v2>)/deviceauth', 'page', devicePage),
  route('logout', 'GET POST', `/oauth2${v2}?/logout`, 'page', logout),
];
