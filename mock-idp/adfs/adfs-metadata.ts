/** What AD FS says of itself: its metadata document, its keys, and the realms it can be trusted for (webfinger). */
import { jsonAnswer } from '../endpoints/answers.ts';
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import { adfsKey } from './adfs-key.ts';
import { farmHost } from './adfs-tokens.ts';
import { realmOf } from './federation.ts';

/** Where the client asked: the farm's host, or the address of a listener that stands in for it. */
export const originOf = (context: EndpointContext): string =>
  context.host === farmHost(context) ? `https://${context.host}` : context.request.url.origin;

export const adfsConfiguration: EndpointHandler = (context) => {
  const base = `${originOf(context)}/adfs`;
  context.setDecision('described the farm');
  return jsonAnswer({
    issuer: `https://${farmHost(context)}/adfs`,
    authorization_endpoint: `${base}/oauth2/authorize/`,
    token_endpoint: `${base}/oauth2/token/`,
    jwks_uri: `${base}/discovery/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    grant_types_supported: [
      'authorization_code',
      'refresh_token',
      'client_credentials',
      'password',
      'device_code',
    ],
    subject_types_supported: ['pairwise'],
    scopes_supported: ['openid', 'profile', 'email', 'allatclaims', 'user_impersonation'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    access_token_issuer: realmOf(farmHost(context)),
    claims_supported: ['aud', 'iss', 'iat', 'exp', 'auth_time', 'nonce', 'sub', 'upn', 'unique_name', 'sid'],
    microsoft_multi_refresh_token: true,
    end_session_endpoint: `${base}/oauth2/logout`,
    frontchannel_logout_supported: true,
    frontchannel_logout_session_supported: true,
    device_authorization_endpoint: `${base}/oauth2/devicecode`,
  });
};

export const adfsKeys: EndpointHandler = async (context) => {
  const { publicKey, x5t, certificateDer } = await adfsKey();
  const { kty, n, e } = publicKey.export({ format: 'jwk' });
  context.setDecision('listed the signing keys');
  return jsonAnswer({
    keys: [{ kty, use: 'sig', alg: 'RS256', kid: x5t, x5t, n, e, x5c: [certificateDer] }],
  });
};

const trustedRealm = 'http://schemas.microsoft.com/rel/trusted-realm';

/** RFC 7033, with the one relation that SDKs ask a farm for before they trust it. */
export const webfinger: EndpointHandler = (context) => {
  const { query } = context;
  const resource = query.get('resource') ?? '';
  const href = `https://${farmHost(context)}`;
  const isOurs = URL.parse(resource)?.hostname === farmHost(context);
  if (query.get('rel') !== trustedRealm || !isOurs) {
    context.setDecision('trusts no such realm');
    return jsonAnswer({ subject: resource, links: [] });
  }
  context.setDecision('named its realm');
  return jsonAnswer({ subject: resource, links: [{ rel: trustedRealm, href }] });
};
