/** msal-node as a witness: an unmodified client goes through a sign-in and a renewal at each kind of tenant. */
import { PublicClientApplication, type INetworkModule, type NetworkRequestOptions } from '@azure/msal-node';
import { expect, test } from 'vitest';
import type { SeenPage } from '../sign-in/test-browser.ts';
import { customerBench, verifier, type CustomerBench } from './test-world.ts';

const overMemory = ({ fetch }: CustomerBench): INetworkModule => {
  const send = async (method: string, url: string, options: NetworkRequestOptions = {}) => {
    const response = await fetch(url, {
      method,
      headers: options.headers ?? {},
      ...(options.body !== undefined && { body: options.body }),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: (await response.json()) as never,
    };
  };
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
};

const signIn = async (bench: CustomerBench, url: string, name: string): Promise<SeenPage> => {
  const { browser, user } = bench;
  const { upn, password } = user(name);
  return browser.press(await browser.press(await browser.open(url), 'next', { username: upn }), 'signin', {
    password,
  });
};

test.each([
  [
    'B2C',
    'https://shop.b2clogin.com/shop.onmicrosoft.com/B2C_1_susi',
    'spa',
    'alice',
    'https://shop.onmicrosoft.com/api/read',
  ],
  [
    'tfp',
    'https://shop.b2clogin.com/tfp/shop.onmicrosoft.com/B2C_1_susi',
    'spa',
    'alice',
    'https://shop.onmicrosoft.com/api/read',
  ],
  ['CIAM', 'https://club.ciamlogin.com', 'club-spa', 'bob', 'User.Read'],
])('signs in at %s, and renews', async (_, authority, app, name, scope) => {
  const bench = await customerBench();
  const client = new PublicClientApplication({
    auth: {
      clientId: bench.app(app).clientId,
      authority,
      // A CIAM tenant's issuer is on another host than its name's: msal-node wants to be told.
      knownAuthorities: [new URL(authority).host, `${bench.tenant('club').id}.ciamlogin.com`],
    },
    system: { networkClient: overMemory(bench) },
  });
  const request = { scopes: [scope], redirectUri: 'https://app.example/cb' };
  const page = await signIn(bench, await client.getAuthCodeUrl({ ...request, prompt: 'login' }), name);
  const code = page.toApp?.searchParams.get('code') ?? '';
  const first = await client.acquireTokenByCode({ ...request, code, codeVerifier: verifier });
  const { id, tenant } = bench.user(name);
  const policy = tenant.b2c ? '-b2c_1_susi' : '';
  expect(first.account?.homeAccountId).toBe(`${id}${policy}.${tenant.id}`);
  const again = await client.acquireTokenSilent({
    scopes: [scope],
    account: first.account!,
    forceRefresh: true,
  });
  expect(again.fromCache).toBe(false);
  expect(again.accessToken).not.toBe('');
  expect(bench.world.ledger.exchanges.map(({ endpoint }) => endpoint)).not.toContain('unknown');
});
