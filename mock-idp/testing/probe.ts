/** What the tests of this room ask the authority with: a world of their own and short ways to call its endpoints. */
import { decodeJwt } from 'jose';
import { createMockIdp } from '../create-mock-idp.ts';
import type { WorldConfigInput } from '../config/world-config.ts';
import type { MockIdp, WorldOptions } from '../mock-idp.ts';
import type { App, Tenant, User, World } from '../world.ts';

/** Two tenants; users and apps named by the one trait they have. */
export const manyTraits: WorldConfigInput = {
  tenants: {
    contoso: {
      domains: ['contoso.onmicrosoft.com', 'contoso.example'],
      users: {
        alice: {},
        mona: { mfa: 'required' },
        dora: { state: 'disabled' },
        lara: { state: 'locked' },
        ella: { state: 'password-expired' },
      },
      apps: {
        daemon: { kind: 'confidential', secret: 'generated', certificate: 'generated' },
        stale: { kind: 'confidential', secret: 'generated', secretState: 'expired' },
        everywhere: { kind: 'confidential', audience: 'multi-tenant', secret: 'generated' },
        desktop: { kind: 'public', audience: 'multi-tenant' },
        single: { kind: 'public' },
        asks: { kind: 'public', audience: 'multi-tenant', consent: 'required' },
        kin: { kind: 'public', audience: 'multi-tenant', family: true },
        sibling: { kind: 'public', audience: 'multi-tenant', family: true },
        api: {
          kind: 'confidential',
          secret: 'generated',
          certificate: 'generated',
          exposes: { scopes: ['access', 'write'] },
        },
      },
    },
    fabrikam: { domains: ['fabrikam.example'], users: { fred: {} }, guests: ['alice'] },
  },
};

export type Json = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

export interface Probe {
  readonly idp: MockIdp;
  readonly world: World;
  readonly fetch: typeof fetch;
  readonly app: (name: string) => App;
  readonly user: (name: string) => User;
  readonly tenant: (name: string) => Tenant;
  readonly get: (url: string, headers?: Record<string, string>) => Promise<Answer>;
  /** Posts to the token endpoint of a tenant, `contoso` unless said. */
  readonly token: (
    form: Record<string, string>,
    tenant?: string,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
  readonly post: (
    url: string,
    form: Record<string, string>,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
}

const named = <T extends { readonly name: string }>(all: readonly T[], name: string): T => {
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`no ${name} in this world`);
  return found;
};

const login = 'https://login.microsoftonline.com';

export const createProbe = async (
  config: WorldConfigInput = manyTraits,
  { idp = createMockIdp(), ...options }: Partial<WorldOptions> & { readonly idp?: MockIdp } = {},
): Promise<Probe> => {
  const world = await idp.createWorld(config, { seed: 1, ...options });
  const fetch = idp.fetch(world);
  const read = async (response: Response): Promise<Answer> => ({
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Json,
  });
  const post: Probe['post'] = async (url, form, headers = {}) =>
    read(await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) }));
  return {
    idp,
    world,
    fetch,
    app: (name) => named(world.directory.apps, name),
    user: (name) => named(world.directory.users, name),
    tenant: (name) => named(world.directory.tenants, name),
    get: async (url, headers = {}) => read(await fetch(url, { headers })),
    post,
    token: (form, tenant = named(world.directory.tenants, 'contoso').id, headers = {}) =>
      post(`${login}/${tenant}/oauth2/v2.0/token`, form, headers),
  };
};

/** The AADSTS numbers of an error. */
export const aadsts = ({ body }: Answer): unknown => body['error_codes'];

export const claimsOf = (token: unknown): Json => decodeJwt(String(token));
