/** Discovers the authority with `openid-client`, asks for a token, and signs a person in with code and PKCE. */
import * as client from 'openid-client';
import { env, redirectUri, report, signIn } from './surroundings.ts';

const discover = (app: string) =>
  client.discovery(
    new URL(`${env('ENTRA_AUTHORITY')}/v2.0`),
    env(`ENTRA_APP_${app}_CLIENT_ID`),
    env(`ENTRA_APP_${app}_CLIENT_SECRET`),
  );

const daemon = await client.clientCredentialsGrant(await discover('DAEMON'), {
  scope: env('ENTRA_GRAPH_SCOPE'),
});

const web = await discover('WEB');
const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const nonce = client.randomNonce();
const address = client.buildAuthorizationUrl(web, {
  redirect_uri: redirectUri,
  scope: 'openid profile offline_access User.Read',
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
  nonce,
});
const tokens = await client.authorizationCodeGrant(web, await signIn(address), {
  pkceCodeVerifier: verifier,
  expectedState: state,
  expectedNonce: nonce,
  idTokenExpected: true,
});
const refreshed = await client.refreshTokenGrant(web, tokens.refresh_token!);
report({
  daemon: daemon.token_type,
  person: tokens.claims()?.['name'],
  refreshed: refreshed.access_token !== tokens.access_token,
});
