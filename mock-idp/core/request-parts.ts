/** What a request says, taken apart: route, parameters, form. */
import { routes, type Route } from '../routes.ts';
import type { Clouds } from '../clouds/clouds.ts';
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
const sidesOf = (clouds: Clouds, cloud: Cloud, host: string): readonly Route['side'][] => {
  if (!clouds.byHost(host)) return ['login', 'device-login', 'graph']; // a listener's own address
  if (clouds.isLoginHost(host)) return ['login'];
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
  const atPath = routes.filter((route) => sides.includes(route.side) && route.path.test(pathname));
  const route = atPath.find(({ methods }) => methods.includes(method) || methods.includes('*'));
  if (method === 'OPTIONS' && atPath[0]) return { ...atPath[0], handler: preflight };
  return route ?? nowhere;
};

/** Trailing slashes mean nothing, nor does an explicit port or a bare `?`. */
export const takeApart = (clouds: Clouds, cloud: Cloud, request: WireRequest): RequestParts => {
  const { url } = request;
  const host = url.hostname.toLowerCase();
  const pathname = url.pathname.replace(/\/+$/, '') || '/';
  const route = routeOf(sidesOf(clouds, cloud, host), request.method, pathname);
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
