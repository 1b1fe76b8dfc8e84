import { expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import type { TenantInput } from './testing.ts';
import { testBrowser, type SeenPage } from '../sign-in/test-browser.ts';

const idp = createMockIdp();

const bench = async (
  conditionalAccess: NonNullable<TenantInput['conditionalAccess']>,
  rest: Partial<TenantInput> = {},
) => {
  const tenant: TenantInput = {
    domains: ['contoso.example'],
    users: { alice: {}, bob: {}, ada: { admin: true } },
    apps: { web: { kind: 'public', redirectUris: ['https://web.test/cb'] } },
    ...rest,
    conditionalAccess,
  };
  const world = await idp.createWorld({ tenants: { contoso: tenant } }, { seed: 1 });
  const browser = testBrowser(idp, world);
  const [app] = world.directory.apps;
  const user = (name: string) => world.directory.users.find((one) => one.name === name)!;
  const start = (parameters: Record<string, string> = {}) => {
    const url = new URL(
      `https://login.microsoftonline.com/${world.directory.tenants[0]!.id}/oauth2/v2.0/authorize`,
    );
    url.search = new URLSearchParams({
      client_id: app!.clientId,
      response_type: 'code',
      redirect_uri: 'https://web.test/cb',
      scope: 'openid offline_access User.Read',
      ...parameters,
    }).toString();
    return browser.open(url);
  };
  const signIn = async (name: string, parameters: Record<string, string> = {}) => {
    const page = await start(parameters);
    const asked = await browser.press(page, 'next', { username: user(name).upn });
    return browser.press(asked, 'signin', { password: user(name).password });
  };
  const redeem = async ({ toApp }: SeenPage) => {
    const answer = await idp.fetch(world)(
      `https://login.microsoftonline.com/${world.directory.tenants[0]!.id}/oauth2/v2.0/token`,
      {
        method: 'POST',
        body: new URLSearchParams({
          client_id: app!.clientId,
          grant_type: 'authorization_code',
          code: toApp?.searchParams.get('code') ?? '',
          redirect_uri: 'https://web.test/cb',
        }),
      },
    );
    return (await answer.json()) as Record<string, unknown>;
  };
  return { world, browser, start, signIn, redeem, user };
};

test.each(['mfa', 'external-challenge'] as const)(
  '%s is asked for, and given with a button',
  async (require) => {
    const { browser, signIn, redeem } = await bench({ strict: { require } });
    const asked = await signIn('alice');
    expect(asked.name).toBe('mfa');
    const done = await browser.press(asked, 'approve');
    expect((await redeem(done))['access_token']).toBeTypeOf('string');
  },
);

test('the challenge of another API is met at the page', async () => {
  const { browser, start, signIn, redeem, world } = await bench({
    strict: { require: 'mfa', resources: ['https://vault.azure.net'] },
  });
  const weak = await redeem(await signIn('alice'));
  const refused = await idp.fetch(world)(
    `https://login.microsoftonline.com/${world.directory.tenants[0]!.id}/oauth2/v2.0/token`,
    {
      method: 'POST',
      body: new URLSearchParams({
        client_id: world.directory.apps[0]!.clientId,
        grant_type: 'refresh_token',
        refresh_token: String(weak['refresh_token']),
        scope: 'https://vault.azure.net/.default',
      }),
    },
  );
  const { claims } = (await refused.json()) as { claims: string };
  expect((await start()).toApp).toBeDefined();
  const asked = await start({ claims });
  expect(asked.name).toBe('mfa');
  expect((await browser.press(asked, 'approve')).toApp?.searchParams.get('code')).toBeTruthy();
});

test.each([
  ['block', '53003'],
  ['compliant-device', '53000'],
] as const)('%s ends at a page that says so', async (require, aadsts) => {
  const { signIn } = await bench({ strict: { require } });
  const page = await signIn('alice');
  expect([page.name, page.aadsts]).toEqual(['error', aadsts]);
});

test('without a page, the app is told, with what it has to send back', async () => {
  const { signIn, start, world } = await bench({
    strict: { require: 'mfa', resources: ['https://vault.azure.net'] },
  });
  await signIn('alice');
  const { toApp } = await start({ prompt: 'none', scope: 'https://vault.azure.net/.default' });
  expect(toApp?.searchParams.get('error')).toBe('interaction_required');
  expect(toApp?.searchParams.get('error_description')).toMatch(/^AADSTS50076:/);
  expect(toApp?.searchParams.get('claims')).toContain('capolids');
  expect(world.ledger.exchanges.at(-1)?.decision).toBe('refused by redirect: AADSTS50076');
});

test('an old sign-in is renewed by the password', async () => {
  const { browser, signIn, start, world, user } = await bench({ often: { signInFrequency: 600 } });
  await signIn('alice');
  expect((await start()).toApp).toBeDefined();
  world.clock.advance(600_000);
  const silent = await start({ prompt: 'none' });
  expect(silent.toApp?.searchParams.get('error_description')).toMatch(/^AADSTS70044:/);
  const asked = await start();
  expect(asked.name).toBe('password');
  const done = await browser.press(asked, 'signin', { password: user('alice').password });
  expect(done.toApp?.searchParams.get('code')).toBeTruthy();
});

test('a user who is not assigned sees a page', async () => {
  const { signIn } = await bench(
    {},
    { apps: { web: { kind: 'public', redirectUris: ['https://web.test/cb'], assignedTo: ['alice'] } } },
  );
  expect((await signIn('bob')).aadsts).toBe('50105');
});

test('users wait for an administrator, whose consent is for all of them', async () => {
  const { browser, signIn, start } = await bench(
    {},
    { apps: { web: { kind: 'public', redirectUris: ['https://web.test/cb'], consent: 'admin-required' } } },
  );
  expect((await signIn('alice')).aadsts).toBe('90094');
  const silent = await start({ prompt: 'none' });
  expect(silent.toApp?.searchParams.get('error')).toBe('consent_required');
  browser.cookies.clear();
  const consent = await signIn('ada');
  expect(consent.name).toBe('consent');
  expect((await browser.press(consent, 'accept')).toApp?.searchParams.get('code')).toBeTruthy();
  browser.cookies.clear();
  expect((await signIn('bob')).toApp?.searchParams.get('code')).toBeTruthy();
});

test('cancelling where a second proof is asked for is no answer about permissions', async () => {
  const { browser, signIn } = await bench(
    { strict: { require: 'mfa' } },
    { apps: { web: { kind: 'public', redirectUris: ['https://web.test/cb'], consent: 'required' } } },
  );
  const { toApp } = await browser.press(await signIn('alice'), 'cancel');
  expect(toApp?.searchParams.get('error_description')).toBe('the user canceled the authentication');
});
