/** Which request reaches which endpoint. The host says on which side: login, device page, or Graph. */
import { authorize } from './endpoints/authorize.ts';
import { deviceAuthorization } from './endpoints/device-code.ts';
import { devicePage } from './endpoints/device-page.ts';
import type { EndpointHandler, HeadStyle } from './endpoints/endpoint.ts';
import { graphMe } from './endpoints/graph-me.ts';
import { instanceDiscovery } from './endpoints/instance-discovery.ts';
import { keys } from './endpoints/keys.ts';
import { logout } from './endpoints/logout.ts';
import { openidConfiguration } from './endpoints/openid-configuration.ts';
import { page } from './endpoints/page.ts';
import { token } from './endpoints/token.ts';
import { adfsRoutes } from './adfs/adfs-routes.ts';
import { dstsRoutes } from './dsts/dsts-routes.ts';
import { oidcRoutes } from './oidc/oidc-routes.ts';
import { getUserRealm, userRealm } from './endpoints/user-realm.ts';
import { machineRoutes } from './managed-identity/machine-routes.ts';
import { b2cRoutes } from './b2c/b2c-routes.ts';
import { ciamRoutes } from './ciam/ciam-routes.ts';
import type { OwnSide } from './directory/own-authority.ts';
import type { EndpointName } from './endpoint-name.ts';

export interface Route {
  readonly endpoint: EndpointName;
  readonly side: 'login' | 'device-login' | 'graph' | 'machine' | OwnSide;
  /** `*`: the endpoint itself says which it takes. */
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
  ...b2cRoutes,
  ...ciamRoutes,
  ...adfsRoutes,
  ...dstsRoutes,
  ...oidcRoutes,
  ...machineRoutes,
  login('instance-discovery', 'GET', /^\/common\/discovery\/instance$/i, 'discovery', instanceDiscovery),
  login(
    'openid-configuration',
    'GET',
    /^\/(?<tenant>[^/]+)(?<v2>\/v2\.0)?\/\.well-known\/openid-configuration$/i,
    'discovery',
    openidConfiguration,
  ),
  login('keys', 'GET', /^\/(?<tenant>[^/]+)\/discovery(?<v2>\/v2\.0)?\/keys$/i, 'discovery', keys),
  login('token', '*', /^\/(?<tenant>[^/]+)\/oauth2(?<v2>\/v2\.0)?\/token$/i, 'protocol', token),
  login(
    'device-code',
    '*',
    /^\/(?<tenant>[^/]+)\/oauth2(?<v2>\/v2\.0)?\/devicecode$/i,
    'protocol',
    deviceAuthorization,
  ),
  login('user-realm', 'GET POST', /^\/GetUserRealm\.srf$/i, 'userrealm', getUserRealm),
  login('user-realm', 'GET', /^\/common\/userrealm\/(?<upn>[^/]+)$/i, 'userrealm', userRealm),
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
  {
    endpoint: 'graph-me',
    side: 'graph',
    methods: ['GET'],
    path: /^\/v1\.0\/me$/i,
    head: 'graph',
    handler: graphMe,
  },
];
