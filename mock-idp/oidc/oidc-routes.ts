/** All that is asked at the host of an OpenID provider is oidc-provider's to answer; the routes only name it. */
import type { EndpointName } from '../endpoint-name.ts';
import type { Route } from '../routes.ts';
import { oidc } from './oidc-server.ts';

const at = (endpoint: EndpointName, path: RegExp): Route => ({
  endpoint,
  side: 'oidc',
  methods: ['GET', 'POST'],
  path,
  head: 'own',
  handler: oidc,
});

export const oidcRoutes: readonly Route[] = [
  at('openid-configuration', /^\/\.well-known\/openid-configuration$/),
  at('keys', /^\/jwks$/),
  at('authorize', /^\/auth(\/(?<flow>[\w-]+))?$/),
  at('token', /^\/token$/),
  at('userinfo', /^\/me$/),
  at('device-code', /^\/device\/auth$/),
  at('device-page', /^\/device(\/(?<flow>[\w-]+))?$/),
  at('page', /^\/interaction\/(?<flow>[\w-]+)$/),
];
