/** Which request reaches which endpoint of a dSTS. */
import type { EndpointName } from '../endpoint-name.ts';
import { authorize } from '../endpoints/authorize.ts';
import { deviceAuthorization } from '../endpoints/device-code.ts';
import { devicePage } from '../endpoints/device-page.ts';
import type { EndpointHandler, HeadStyle } from '../endpoints/endpoint.ts';
import { keys } from '../endpoints/keys.ts';
import { page } from '../endpoints/page.ts';
import { token } from '../endpoints/token.ts';
import type { Route } from '../routes.ts';
import { atDsts } from './dsts-context.ts';
import { dstsConfiguration } from './dsts-metadata.ts';

const dsts = (
  endpoint: EndpointName,
  methods: string,
  path: RegExp,
  head: HeadStyle,
  handler: EndpointHandler,
): Route => ({
  endpoint,
  side: 'dsts',
  methods: methods.split(' '),
  path,
  head,
  handler: atDsts(handler),
});

export const dstsRoutes: readonly Route[] = [
  dsts(
    'openid-configuration',
    'GET',
    /^\/dstsv2\/(?<tenant>[^/]+)(?<v2>\/v2\.0)?\/\.well-known\/openid-configuration$/i,
    'discovery',
    dstsConfiguration,
  ),
  dsts('keys', 'GET', /^\/dstsv2\/(?<tenant>[^/]+)\/discovery(?<v2>\/v2\.0)\/keys$/i, 'discovery', keys),
  dsts('token', '*', /^\/dstsv2\/(?<tenant>[^/]+)\/oauth2(?<v2>\/v2\.0)\/token$/i, 'protocol', token),
  dsts(
    'device-code',
    '*',
    /^\/dstsv2\/(?<tenant>[^/]+)\/oauth2(?<v2>\/v2\.0)\/devicecode$/i,
    'protocol',
    deviceAuthorization,
  ),
  dsts(
    'authorize',
    'GET POST',
    /^\/dstsv2\/(?<tenant>[^/]+)\/oauth2(?<v2>\/v2\.0)\/authorize$/i,
    'page',
    authorize,
  ),
  dsts(
    'device-page',
    'GET POST',
    /^\/dstsv2\/(?<tenant>[^/]+)\/oauth2(?<v2>)\/deviceauth$/i,
    'page',
    devicePage,
  ),
  // The forms of the sign-in pages are posted below the tenant, wherever the authorize endpoint lies.
  dsts('page', 'POST', /^\/(?<tenant>[^/]+)\/(?<form>login|consent|mfa|select|kmsi)$/i, 'page', page),
];
