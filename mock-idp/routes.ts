/** Which request reaches which endpoint. The host says on which side: login, device page, or Graph. */
import { authorize } from './endpoints/authorize.ts';
import { devicePage } from './endpoints/device-page.ts';
import type { EndpointHandler, HeadStyle } from './endpoints/endpoint.ts';
import { logout } from './endpoints/logout.ts';
import { page } from './endpoints/page.ts';
import type { EndpointName } from './endpoint-name.ts';

export interface Route {
  readonly endpoint: EndpointName;
  readonly side: 'login' | 'device-login' | 'graph';
  readonly methods: readonly string[];
  /** Of the path with no trailing slash. The group `tenant` is the tenant segment, `v2` marks the version. */
  readonly path: RegExp;
  readonly head: HeadStyle;
  readonly handler: EndpointHandler;
}

const login = (
  endpoint: EndpointName,
  methods: string,
  path: RegExp,
  head: HeadStyle,
  handler: EndpointHandler,
): Route => ({ endpoint, side: 'login', methods: methods.split(' '), path, head, handler });

export const routes: readonly Route[] = [
  login(
    'authorize',
    'GET POST',
    /^\/(?<tenant>[^/]+)\/oauth2(?<v2>\/v2\.0)?\/authorize$/i,
    'page',
    authorize,
  ),
  login('page', 'POST', /^\/(?<tenant>[^/]+)\/(?<form>login|consent|mfa|select|kmsi)$/i, 'page', page),
  login('device-page', 'GET POST', /^\/(?<tenant>[^/]+)\/oauth2(?<v2>)\/deviceauth$/i, 'page', devicePage),
  login('logout', 'GET POST', /^\/(?<tenant>[^/]+)\/oauth2(?<v2>\/v2\.0)?\/logout$/i, 'page', logout),
  {
    endpoint: 'device-page',
    side: 'device-login',
    methods: ['GET', 'POST'],
    path: /^\/(?<page>device(login\w*)?)$/i,
    head: 'page',
    handler: devicePage,
  },
];
