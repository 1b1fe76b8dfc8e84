/** One world with an authority of every kind, and live secrets and codes of it for hostile requests to build on. */
import { createMockIdp } from '../create-mock-idp.ts';
import type { MockIdp } from '../mock-idp.ts';
import type { World } from '../world.ts';

type Form = Readonly<Record<string, string>>;

export interface HostileWorld {
  readonly idp: MockIdp;
  readonly world: World;
  /** Values that mean something here: ids, secrets, tokens, codes. */
  readonly live: readonly string[];
  /** Requests that are answered well here. */
  readonly forms: readonly Form[];
}

const login = 'https://login.microsoftonline.com';

export const createHostileWorld = async (): Promise<HostileWorld> => {
  const idp = createMockIdp();
  const world = await idp.createWorld(
    {
      tenants: {
        contoso: {
          domains: ['contoso.example'],
          users: { alice: {}, mona: { mfa: 'required' } },
          apps: {
            daemon: { kind: 'confidential', secret: 'generated', certificate: 'generated' },
            desktop: { kind: 'public', audience: 'multi-tenant' },
            asks: { kind: 'public', consent: 'required' },
            api: { kind: 'confidential', secret: 'generated', exposes: { scopes: ['access'] } },
          },
          adfs: { host: 'adfs.contoso.example' },
          dsts: { host: 'dsts.contoso.example' },
        },
        shop: {
          domains: ['shop.onmicrosoft.com'],
          b2c: {},
          users: { carl: {} },
          apps: { site: { kind: 'public' } },
        },
        club: {
          domains: ['club.onmicrosoft.com'],
          ciam: {},
          users: { cora: {} },
          apps: { mobile: { kind: 'public', nativeAuth: true } },
        },
      },
      managedIdentities: { system: {} },
    },
    { seed: 7 },
  );
  const { tenants, apps, users } = world.directory;
  const tenant = tenants[0]!;
  const [daemon, desktop] = apps;
  const alice = users[0]!;
  const ask = async (path: string, form: Form): Promise<Form> => {
    const answer = await idp.fetch(world)(`${login}/${tenant.id}/oauth2/v2.0/${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    const members = Object.entries((await answer.json()) as Record<string, unknown>);
    return Object.fromEntries(
      members.filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    );
  };
  const scope = 'openid offline_access User.Read';
  const client_id = desktop!.clientId;
  const asApp = { client_id: daemon!.clientId, client_secret: daemon!.secret! };
  const byPassword = {
    grant_type: 'password',
    client_id,
    scope,
    username: alice.upn,
    password: alice.password,
  };
  const byApp = { grant_type: 'client_credentials', ...asApp, scope: 'https://graph.microsoft.com/.default' };
  const tokens = await ask('token', byPassword);
  const device = await ask('devicecode', { client_id, scope });
  const refresh_token = tokens['refresh_token']!;
  const redirect = { client_id, scope, response_type: 'code', redirect_uri: 'http://localhost' };
  return {
    idp,
    world,
    live: [
      tenant.id,
      ...tenant.domains,
      ...apps.flatMap(({ clientId, secret }) => [clientId, ...(secret === undefined ? [] : [secret])]),
      alice.upn,
      alice.password,
      ...[tokens, device, await ask('token', byApp)].flatMap((answer) => Object.values(answer)),
    ],
    forms: [
      byPassword,
      byApp,
      redirect,
      { ...redirect, login_hint: alice.upn, prompt: 'login', response_mode: 'form_post' },
      { grant_type: 'refresh_token', client_id, refresh_token },
      { grant_type: 'device_code', client_id, device_code: device['device_code']! },
      { user_code: device['user_code']!, action: 'next' },
      {
        ...asApp,
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: tokens['access_token']!,
        scope,
      },
      { resource: 'https://management.azure.com/', 'api-version': '2018-02-01' },
    ],
  };
};
