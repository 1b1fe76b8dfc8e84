/** The paths of B2C: tenant and policy, with or without `/tfp` before them, at its own hosts and at the cloud's. */
import { logout } from '../endpoints/logout.ts';
import type { EndpointName } from '../endpoint-name.ts';
import type { Route } from '../routes.ts';
import { atB2c, type B2cHandler } from './b2c-authority.ts';
import { b2cKeys, b2cOpenidConfiguration } from './b2c-metadata.ts';
import { b2cAuthorize, b2cPage } from './b2c-sign-in.ts';
import { b2cToken } from './b2c-token-endpoint.ts';

const policy = '(?:/tfp)?/(?<tenant>[^/]+)/(?<policy>b2c_1a?_[^/]+)';

const route = (endpoint: EndpointName, methods: string, path: string, handler: B2cHandler): Route => ({
  endpoint,
  side: 'b2c',
  methods: methods.split(' '),
  path: new RegExp(`^${policy}${path}$`, 'i'),
  head: 'own',
  handler: atB2c(handler),
});

const v2 = '(?<v2>/v2\\.0)?';

export const b2cRoutes: readonly Route[] = [
  route('openid-configuration', 'GET', `${v2}/\\.well-known/openid-configuration`, b2cOpenidConfiguration),
  route('keys', 'GET', `/discovery${v2}/keys`, b2cKeys),
  route('authorize', 'GET POST', `/oauth2${v2}/authorize`, b2cAuthorize),
  route('token', 'POST', `/oauth2${v2}/token`, b2cToken),
  route('logout', 'GET POST', `/oauth2${v2}/logout`, logout),
  route('page', 'POST', '/customer', b2cPage),
];
