/** The world the tests of customers' tenants sign in to, and what their requests and tokens have in common. */
import { createHash } from 'node:crypto';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import type { WorldConfigInput } from '../config/world-config.ts';
import { createMockIdp } from '../create-mock-idp.ts';
import { testBrowser, type SeenPage, type TestBrowser } from '../sign-in/test-browser.ts';
import { createProbe, type Json, type Probe } from '../testing/probe.ts';

const idp = createMockIdp();

export const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');

const apps = {
  spa: { kind: 'public', redirectUris: ['https://app.example/cb'], nativeAuth: true },
  plain: { kind: 'public' },
  web: { kind: 'confidential', secret: 'generated', redirectUris: ['https://app.example/cb'] },
} satisfies WorldConfigInput['tenants'][string]['apps'];

export interface CustomerBench extends Probe {
  readonly browser: TestBrowser;
  /** An authorize URL at this base, e.g. `https://shop.b2clogin.com/shop.example/b2c_1_susi`. */
  readonly authorizeUrl: (base: string, app: string, change?: Readonly<Record<string, string>>) => URL;
  /** The answer of the token endpoint for the code that the page leads to the app with. */
  readonly redeem: (
    base: string,
    page: SeenPage,
    app: string,
    change?: Record<string, string>,
  ) => Promise<Json>;
  /** Verifies a token with the keys that the metadata names, and its issuer. */
  readonly verify: (metadata: string, token: unknown) => Promise<JWTPayload>;
}

let seed = 100;

export const customerBench = async (): Promise<CustomerBench> => {
  const probe = await createProbe(
    {
      tenants: {
        shop: {
          domains: ['shop.onmicrosoft.com', 'shop.example'],
          b2c: { customDomain: 'login.shop.example', identityProviders: ['google.com', 'facebook.com'] },
          users: {
            alice: { upn: 'alice@mail.example' },
            mona: { upn: 'mona@mail.example', mfa: 'required' },
            gina: { upn: 'gina@gmail.example', identityProvider: 'google.com' },
            fay: { upn: 'fay@face.example', identityProvider: 'facebook.com' },
            fred: { upn: 'fred@face.example', identityProvider: 'facebook.com' },
          },
          apps: {
            ...apps,
            api: {
              kind: 'confidential',
              exposes: { uri: 'https://shop.onmicrosoft.com/api', scopes: ['read', 'write'] },
            },
          },
        },
        rival: {
          domains: ['rival.onmicrosoft.com'],
          b2c: { policies: { B2C_1A_in: 'sign-in' }, policyClaim: 'acr', issuer: 'policy' },
          users: { rita: {} },
          apps: { 'rival-spa': apps.spa },
        },
        club: {
          domains: ['club.onmicrosoft.com', 'club.example'],
          ciam: {
            customDomain: 'login.club.example',
            attributes: { displayName: {}, postalCode: { regex: '^[1-9]\\d*$' } },
          },
          users: { bob: { upn: 'bob@mail.example' }, mia: { upn: 'mia@mail.example', mfa: 'required' } },
          apps: { 'club-spa': apps.spa, 'club-plain': apps.plain, 'club-web': apps.web },
        },
        news: {
          domains: ['news.onmicrosoft.com'],
          ciam: { signIn: 'one-time-code' },
          users: { carl: { upn: 'carl@mail.example' } },
          apps: { 'news-spa': apps.spa },
        },
      },
    },
    { idp, seed: seed++ },
  );
  return {
    ...probe,
    browser: testBrowser(idp, probe.world),
    authorizeUrl: (base, app, change = {}) => {
      const url = new URL(`${base}/oauth2/v2.0/authorize`);
      const parameters = {
        client_id: probe.app(app).clientId,
        response_type: 'code',
        redirect_uri: 'https://app.example/cb',
        scope: 'openid profile offline_access',
        state: 'a state',
        nonce: 'a nonce',
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...change,
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return url;
    },
    redeem: async (base, page, app, change = {}) => {
      const { body } = await probe.post(`${base}/oauth2/v2.0/token`, {
        client_id: probe.app(app).clientId,
        grant_type: 'authorization_code',
        code: page.toApp?.searchParams.get('code') ?? '',
        redirect_uri: 'https://app.example/cb',
        code_verifier: verifier,
        client_info: '1',
        ...change,
      });
      return body;
    },
    verify: async (metadata, token) => {
      const document = (await probe.get(metadata)).body;
      const keys = (await probe.get(String(document['jwks_uri']))).body;
      const { payload } = await jwtVerify(
        String(token),
        createLocalJWKSet(keys as unknown as JSONWebKeySet),
        { issuer: String(document['issuer']), currentDate: new Date(probe.world.clock.now()) },
      );
      return payload;
    },
  };
};
