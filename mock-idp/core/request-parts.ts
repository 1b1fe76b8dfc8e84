/** What a request says, taken apart: route, parameters, form. */
import { routes, type Route } from '../routes.ts';
import { withPolicy } from '../b2c/policy-in-path.ts';
import type { Clouds } from '../clouds/clouds.ts';
import type { OwnSide } from '../directory/own-authority.ts';
import { metadataHost } from '../managed-identity/environment.ts';
import type { Cloud } from '../clouds/cloud.ts';
import { preflight, unknownPath } from '../endpoints/unknown.ts';
import type { WireRequest } from '../wire.ts';

export interface RequestParts {
  readonly host: string;
  readonly cloud: Cloud;
  readonly route: Route;
  /** Named groups of the route's path, percent-decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly form: ReadonlyMap<string, string>;
  readonly query: ReadonlyMap<string, string>;
  readonly duplicates: readonly string[];
}

const firstOfEach = (parameters: URLSearchParams): ReadonlyMap<string, string> =>
  new Map([...parameters].toReversed());

const namesTwice = (parameters: URLSearchParams): string[] =>
  [...new Set(parameters.keys())].filter((name) => parameters.getAll(name).length > 1);

const isForm = ({ method, headers }: WireRequest) =>
  method === 'POST' &&
  (headers['content-type'] ?? 'application/x-www-form-urlencoded').includes('urlencoded');

const decode = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** None where a host plays no part in answering requests: then every path is unknown. */
const sidesOf = (
  clouds: Clouds,
  cloud: Cloud,
  host: string,
  own: OwnSide | undefined,
): readonly Route['side'][] => {
  if (own) return [own];
  if (host === metadataHost) return ['machine'];
  if (!clouds.byHost(host))
    return ['adfs', 'dsts', 'ciam', 'b2c', 'login', 'device-login', 'graph', 'machine']; // a listener's own address
  if (clouds.isLoginHost(host)) return ['b2c', 'login'];
  if (host === cloud.graph) return ['graph'];
  return host === new URL(cloud.deviceLogin).hostname ? ['device-login'] : [];
};

const nowhere: Route = {
  endpoint: 'unknown',
  side: 'login',
  methods: [],
  path: /^/,
  head: 'page',
  handler: unknownPath,
};

const routeOf = (sides: readonly Route['side'][], method: string, pathname: string): Route => {
  const isAsked = ({ side, path }: Route) => sides.includes(side) && path.test(pathname);
  if (method === 'OPTIONS') {
    const route = routes.find(isAsked);
    return route ? { ...route, handler: preflight } : nowhere;
  }
  const takes = ({ methods }: Route) => methods.includes(method) || methods.includes('*');
  return routes.find((route) => takes(route) && isAsked(route)) ?? nowhere;
};

/** Trailing slashes mean nothing, nor does an explicit port or a bare `?`. */
export const takeApart = (
  clouds: Clouds,
  cloud: Cloud,
  request: WireRequest,
  own?: OwnSide,
): RequestParts => {
  const { url } = request;
  const host = url.hostname.toLowerCase();
  const pathname = withPolicy(url).replace(/\/+$/, '') || '/';
  const route = routeOf(sidesOf(clouds, cloud, host, own), request.method, pathname);
  const form = new URLSearchParams(isForm(request) ? request.body : '');
  const groups = route.path.exec(pathname)?.groups ?? {};
  return {
    host,
    cloud,
    route,
    path: Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decode(value ?? '')])),
    form: firstOfEach(form),
    query: firstOfEach(url.searchParams),
    duplicates: namesTwice(request.method === 'POST' ? form : url.searchParams),
  };
};
