/** The same with `oauth4webapi`, which checks every answer against the standards, ID token signature included. */
import * as oauth from 'oauth4webapi';
import { env, redirectUri, report, signIn } from './surroundings.ts';

const issuer = new URL(`${env('ENTRA_AUTHORITY')}/v2.0`);
const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer));

const daemon: oauth.Client = { client_id: env('ENTRA_APP_DAEMON_CLIENT_ID') };
const appTokens = await oauth.processClientCredentialsResponse(
  server,
  daemon,
  await oauth.clientCredentialsGrantRequest(
    server,
    daemon,
    oauth.ClientSecretPost(env('ENTRA_APP_DAEMON_CLIENT_SECRET')),
    { scope: env('ENTRA_GRAPH_SCOPE') },
  ),
);

const web: oauth.Client = { client_id: env('ENTRA_APP_WEB_CLIENT_ID') };
const verifier = oauth.generateRandomCodeVerifier();
const state = oauth.generateRandomState();
const nonce = oauth.generateRandomNonce();
const address = new URL(server.authorization_endpoint!);
address.search = new URLSearchParams({
  client_id: web.client_id,
  response_type: 'code',
  redirect_uri: redirectUri,
  scope: 'openid profile User.Read',
  code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
  nonce,
}).toString();
const response = await oauth.authorizationCodeGrantRequest(
  server,
  web,
  oauth.ClientSecretPost(env('ENTRA_APP_WEB_CLIENT_SECRET')),
  oauth.validateAuthResponse(server, web, await signIn(address), state),
  redirectUri,
  verifier,
);
const tokens = await oauth.processAuthorizationCodeResponse(server, web, response, {
  expectedNonce: nonce,
  requireIdToken: true,
});
await oauth.validateApplicationLevelSignature(server, response);
report({ daemon: appTokens.token_type, person: oauth.getValidatedIdTokenClaims(tokens)?.['name'] });
