/** A policy's metadata and its keys: members and order as recorded. */
import { jsonAnswer } from '../endpoints/answers.ts';
import type { B2cHandler } from './b2c-authority.ts';

const responseTypes = [
  'code',
  'code id_token',
  'code token',
  'code id_token token',
  'id_token',
  'id_token token',
  'token',
  'token id_token',
];

const claims = [
  'oid',
  'sub',
  'newUser',
  'name',
  'emails',
  'idp',
  'tfp',
  'iss',
  'iat',
  'exp',
  'aud',
  'acr',
  'nonce',
  'auth_time',
];

export const b2cOpenidConfiguration: B2cHandler = (context, { issuer, policy, addressOf }) => {
  const v2 = context.version === 'v2' ? '/v2.0' : '';
  context.setDecision(`described the policy ${policy}`);
  return jsonAnswer({
    issuer,
    authorization_endpoint: addressOf(`oauth2${v2}/authorize`),
    token_endpoint: addressOf(`oauth2${v2}/token`),
    end_session_endpoint: addressOf(`oauth2${v2}/logout`),
    jwks_uri: addressOf(`discovery${v2}/keys`),
    response_modes_supported: ['query', 'fragment', 'form_post'],
    response_types_supported: responseTypes,
    scopes_supported: ['openid'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: claims,
  });
};

/** The keys are good from the year 2000 on, as their certificates are. */
const notBefore = Date.UTC(2000, 0, 1) / 1000;

export const b2cKeys: B2cHandler = async (context, { policy }) => {
  context.setDecision(`listed the signing keys of ${policy}`);
  const keys = await context.keys.published();
  return jsonAnswer({
    keys: keys.map(({ x5t, publicKey }) => {
      const { kty, e, n } = publicKey.export({ format: 'jwk' });
      return { kid: x5t, nbf: notBefore, use: 'sig', kty, e, n };
    }),
  });
};
