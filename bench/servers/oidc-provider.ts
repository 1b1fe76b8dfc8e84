/** `oidc-provider` with one confidential client that gets signed access tokens for one API. */
import { generateKeyPair } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import Provider from 'oidc-provider';
import { announce } from '../serving.ts';
import { formTarget } from '../target.ts';

const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
const api = 'https://graph.microsoft.com';
const client = { client_id: 'daemon', client_secret: 'a secret of the daemon' };

const provider = new Provider('http://127.0.0.1', {
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }] },
  clients: [
    {
      ...client,
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
  ],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => api,
      getResourceServerInfo: () => ({
        scope: '',
        audience: api,
        accessTokenTTL: 3600,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
});

const callback = provider.callback();
const server = createServer((req, res) => void callback(req, res)).listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  announce(formTarget(`http://127.0.0.1:${port}/token`, { grant_type: 'client_credentials', ...client }));
});
