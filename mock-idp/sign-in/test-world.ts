/** The world the tests of the pages sign in to, and the requests they begin with. */
import { createHash } from 'node:crypto';
import { createMockIdp } from '../create-mock-idp.ts';
import type { App, User, World } from '../world.ts';
import { testBrowser, type SeenPage, type TestBrowser } from './test-browser.ts';

export const hostileName = `"><script>alert('app')</script>`;

const idp = createMockIdp();

const createWorld = (seed: number) =>
  idp.createWorld(
    {
      tenants: {
        contoso: {
          domains: ['contoso.example'],
          users: {
            alice: {},
            amy: {},
            bob: { mfa: 'required' },
            dan: { state: 'disabled' },
            lou: { state: 'locked' },
            eve: { state: 'password-expired' },
          },
          apps: {
            desktop: { kind: 'public', redirectUris: ['http://localhost', 'msal1234://auth'] },
            web: { kind: 'public', redirectUris: ['https://web.test/cb?x=1'], audience: 'multi-tenant' },
            asking: { kind: 'public', consent: 'required', name: hostileName },
          },
        },
        fabrikam: { domains: ['fabrikam.example'], users: { frank: {} } },
      },
    },
    { seed },
  );

export interface TestBench {
  readonly world: World;
  readonly browser: TestBrowser;
  readonly newBrowser: () => TestBrowser;
  /** A browser that comes by a door of no world. */
  readonly strayBrowser: () => TestBrowser;
  readonly app: (name: string) => App;
  readonly user: (name: string) => User;
  readonly fetch: typeof fetch;
  /** An authorize URL; `undefined` takes a parameter out. */
  readonly authorizeUrl: (
    app: string,
    parameters?: Readonly<Record<string, string | undefined>>,
    tenant?: string,
  ) => URL;
  /** Types name and password; ends at whatever comes then. */
  readonly signIn: (page: SeenPage, name: string, browser?: TestBrowser) => Promise<SeenPage>;
  /** Redeems a code at the token endpoint. */
  readonly redeem: (page: SeenPage, app: string) => Promise<Record<string, unknown>>;
}

export const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const host = 'https://login.microsoftonline.com';

const found = <T extends { readonly name: string }>(all: readonly T[], name: string): T => {
  const one = all.find((candidate) => candidate.name === name);
  if (!one) throw new Error(`the test world has no ${name}`);
  return one;
};

let seed = 1;

export const testBench = async (): Promise<TestBench> => {
  const world = await createWorld(seed++);
  const { apps, users } = world.directory;
  const app = (name: string) => found(apps, name);
  const user = (name: string) => found(users, name);
  const newBrowser = () => testBrowser(idp, world);
  const browser = newBrowser();
  const inMemory = idp.fetch(world);
  return {
    world,
    browser,
    newBrowser,
    strayBrowser: () => testBrowser(idp, undefined),
    app,
    user,
    fetch: inMemory,
    authorizeUrl: (name, parameters = {}, tenant = app(name).tenant.id) => {
      const url = new URL(`${host}/${tenant}/oauth2/v2.0/authorize`);
      const all = {
        client_id: app(name).clientId,
        response_type: 'code',
        redirect_uri: app(name).redirectUris[0],
        scope: 'openid profile offline_access User.Read',
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...parameters,
      };
      for (const [key, value] of Object.entries(all))
        if (value !== undefined) url.searchParams.set(key, value);
      return url;
    },
    signIn: async (page, name, on = browser) => {
      const { upn, password } = user(name);
      const asked = page.name === 'username' ? await on.press(page, 'next', { username: upn }) : page;
      return on.press(asked, 'signin', { password });
    },
    redeem: async ({ toApp, url }, name) => {
      const code = toApp?.searchParams.get('code') ?? '';
      const response = await inMemory(new URL(`/${app(name).tenant.id}/oauth2/v2.0/token`, url), {
        method: 'POST',
        body: new URLSearchParams({
          client_id: app(name).clientId,
          grant_type: 'authorization_code',
          code,
          code_verifier: verifier,
          client_info: '1',
          redirect_uri: `${toApp?.href.split('?')[0] ?? ''}`.replace(/\/$/, ''),
        }),
      });
      return (await response.json()) as Record<string, unknown>;
    },
  };
};
