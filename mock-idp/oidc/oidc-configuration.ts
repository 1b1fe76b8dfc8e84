/** The world's tenant as oidc-provider's configuration: its apps are the clients, its users the accounts. */
import { createPublicKey } from 'node:crypto';
import type { ClientMetadata, Configuration, KoaContextWithOIDC, ResourceServer } from 'oidc-provider';
import type { PoolKey } from '../keys/key-pool.ts';
import { resourceOfApp } from '../tokens/scopes.ts';
import type { App, Tenant, User, World } from '../world.ts';
import { createStore } from './oidc-store.ts';
import { askUserCode, confirmUserCode, deviceDone, showError } from './oidc-pages.ts';

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** A client has one way to prove itself: its certificate if it has one, else its secret in the form. */
const proofOf = ({ kind, certificate, secret }: App): Partial<ClientMetadata> => {
  if (kind === 'public') return { token_endpoint_auth_method: 'none' };
  if (!certificate) return { token_endpoint_auth_method: 'client_secret_post', client_secret: secret ?? '' };
  const jwk = createPublicKey(certificate.certificatePem).export({ format: 'jwk' });
  return {
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [{ ...jwk, use: 'sig', kid: certificate.x5t }] },
  };
};

/** Native clients may be answered at any port of a loopback address (RFC 8252, section 7.3). */
const clientOf = (app: App): ClientMetadata => ({
  client_id: app.clientId,
  client_name: app.displayName,
  application_type: app.kind === 'public' ? 'native' : 'web',
  redirect_uris: [...app.redirectUris],
  response_types: ['code'],
  grant_types: [
    'authorization_code',
    'refresh_token',
    deviceGrant,
    ...(app.kind === 'confidential' ? ['client_credentials'] : []),
  ],
  ...proofOf(app),
});

interface Api {
  readonly uri: string;
  readonly scopes: readonly string[];
}

/** Each scope of an API by its name alone and behind the API's identifier, as Entra's clients ask for it. */
const apisOf = (apps: readonly App[]): readonly Api[] =>
  apps
    .filter(({ exposes }) => exposes !== undefined)
    .map((app) => {
      const { uris, scopes } = resourceOfApp(app);
      const uri = uris[0]!;
      return { uri, scopes: [...scopes, ...scopes.map((scope) => `${uri}/${scope}`), `${uri}/.default`] };
    });

const asked = (ctx: KoaContextWithOIDC): readonly string[] => {
  const scope = ctx.oidc.params?.['scope'];
  return typeof scope === 'string' ? scope.split(' ') : [];
};

const accountOf = (user: User) => ({
  accountId: user.id,
  claims: () => ({
    sub: user.id,
    name: user.displayName,
    preferred_username: user.upn,
    email: user.upn,
  }),
});

const lifetimes = ({ config: { tokens } }: World): NonNullable<Configuration['ttl']> => ({
  AccessToken: tokens.expiresIn,
  ClientCredentials: tokens.expiresIn,
  AuthorizationCode: tokens.authorizationCodeExpiresIn,
  DeviceCode: tokens.deviceCodeExpiresIn,
  RefreshToken: tokens.refreshTokenExpiresIn,
  IdToken: 3600,
  Interaction: 3600,
  Session: 86_400,
  Grant: tokens.refreshTokenExpiresIn,
});

export const configurationOf = (world: World, tenant: Tenant, key: PoolKey): Configuration => {
  const apps = world.directory.apps.filter((app) => app.tenant === tenant);
  const apis = apisOf(apps);
  const signingKey = { ...key.privateKey.export({ format: 'jwk' }), kid: key.x5t, use: 'sig', alg: 'RS256' };
  const serverOf = ({ uri, scopes }: Api): ResourceServer => ({
    audience: uri,
    scope: scopes.join(' '),
    accessTokenTTL: world.config.tokens.expiresIn,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'RS256' } },
  });
  return {
    adapter: createStore(world.clock),
    clients: apps.map(clientOf),
    jwks: { keys: [signingKey] },
    cookies: { keys: [world.random.text(32)] },
    scopes: ['openid', 'offline_access', 'profile', 'email', ...apis.flatMap(({ scopes }) => scopes)],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email'] },
    conformIdTokenClaims: false,
    pkce: { required: (_ctx, client) => client.tokenEndpointAuthMethod === 'none' },
    ttl: lifetimes(world),
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, id) => {
      const user = world.directory.users.find((one) => one.id === id && one.tenant === tenant);
      return user && accountOf(user);
    },
    // It drops offline_access where the user is not asked for consent; what is asked for shall come all the same.
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    renderError: showError(world),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      rpInitiatedLogout: { enabled: false },
      deviceFlow: {
        enabled: true,
        userCodeInputSource: askUserCode,
        userCodeConfirmSource: confirmUserCode,
        successSource: deviceDone,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx, _client, oneOf) =>
          oneOf?.[0] ?? apis.find(({ scopes }) => asked(ctx).some((one) => scopes.includes(one)))?.uri ?? [],
        useGrantedResource: () => true,
        getResourceServerInfo: async (_ctx, resource) => {
          const api = apis.find(({ uri }) => uri === resource);
          if (api) return serverOf(api);
          const { errors } = await import('oidc-provider');
          throw new errors.InvalidTarget();
        },
      },
    },
  };
};
