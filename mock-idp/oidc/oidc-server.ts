/**
 * The generic OpenID provider: a real `oidc-provider`, one for each world and issuer, made when it is first asked. It
 * is reached with no socket; a program that asks for none never loads it.
 */
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import { createKey, type PoolKey } from '../keys/key-pool.ts';
import type { Tenant, World } from '../world.ts';
import type { WireRequest, WireResponse } from '../wire.ts';

type Server = (request: WireRequest) => Promise<WireResponse>;

let key: Promise<PoolKey> | undefined;
const providerKey = (): Promise<PoolKey> => (key ??= createKey('mock OpenID provider'));

/** Of the connection, not of the answer. */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date']);

const createServer = async (world: World, tenant: Tenant, host: string): Promise<Server> => {
  const [
    { default: Provider, errors, interactionPolicy },
    { default: inject },
    { configurationOf },
    pages,
    { interact },
  ] = await Promise.all([
    import('oidc-provider'),
    import('light-my-request'),
    import('./oidc-configuration.ts'),
    import('./oidc-pages.ts'),
    import('./oidc-interaction.ts'),
  ]);
  const configuration = configurationOf(world, tenant, await providerKey());
  const policy = interactionPolicy.base();
  // It would ask the user of a desktop app for consent each time; what an app may is the world's to say.
  policy.get('consent')?.checks.remove('native_client_prompt');
  const provider = new Provider(`https://${host}`, {
    ...configuration,
    interactions: { ...configuration.interactions, policy },
  });
  provider.proxy = true; // so that it believes X-Forwarded-Proto, and sets cookies for https
  const callback = provider.callback();
  const usernames = new Map<string, string>();

  return async ({ method, url, headers, body }) => {
    const isDevicePage = method === 'POST' && /^\/device\/?$/.test(url.pathname);
    const payload = isDevicePage ? pages.deviceForm(body) : body;
    // The length is that of the body as it came; the device forms have been rewritten.
    const rest = Object.entries(headers).filter(([name]) => name !== 'content-length');
    const answer = await inject(
      (req, res) => {
        if (!url.pathname.startsWith('/interaction/')) return void callback(req, res);
        interact({ provider, world, tenant, usernames }, req, res, body).catch((error: unknown) => {
          if (!(error instanceof errors.SessionNotFound)) return res.destroy(error as Error);
          res.writeHead(400, { 'Content-Type': 'text/plain' });
          return res.end('This page was old, or belongs to another browser.');
        });
      },
      {
        method,
        url: url.pathname + url.search,
        authority: host,
        headers: { ...Object.fromEntries(rest), host, 'x-forwarded-proto': 'https' },
        ...(payload !== '' && { payload }),
      },
    );
    return {
      status: answer.statusCode,
      headers: Object.entries(answer.headers)
        .filter(([name]) => !hopByHop.has(name))
        .flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, String(one)] as const)),
      body: answer.payload,
    };
  };
};

const servers = new WeakMap<World, Map<Tenant, Promise<Server>>>();

const serverOf = (world: World, tenant: Tenant, host: string): Promise<Server> => {
  const ofWorld = servers.get(world) ?? new Map<Tenant, Promise<Server>>();
  servers.set(world, ofWorld);
  const server = ofWorld.get(tenant) ?? createServer(world, tenant, host);
  ofWorld.set(tenant, server);
  return server;
};

const secretMembers = ['access_token', 'refresh_token', 'id_token'];

/** What it hands out is as secret as what the mock does. */
const watchTokens = (context: EndpointContext, { status, body }: WireResponse) => {
  if (context.endpoint !== 'token' || status !== 200) return;
  const members = JSON.parse(body) as Record<string, unknown>;
  for (const name of secretMembers) {
    const value = members[name];
    if (typeof value === 'string') context.watch(name, value);
  }
};

export const oidc: EndpointHandler = async (context) => {
  const { tenant, world, request } = context;
  const host = tenant.kind === 'tenant' ? tenant.tenant.oidc?.host : undefined;
  if (tenant.kind !== 'tenant' || host === undefined) return { status: 404, headers: [], body: '' };
  const server = await serverOf(world, tenant.tenant, host);
  const answer = await server(request);
  context.setDecision('oidc-provider answered');
  watchTokens(context, answer);
  // Its next request names nothing but this: it has to find the same world.
  const location = answer.headers.find(([name]) => name === 'location')?.[1] ?? '';
  const flow = /\/interaction\/([\w-]+)$/.exec(location)?.[1];
  if (flow !== undefined) context.claim(flow);
  return answer;
};
