/** `oauth2-mock-server` as its documentation starts it. */
import { OAuth2Server } from 'oauth2-mock-server';
import { announce } from '../serving.ts';
import { formTarget } from '../target.ts';

const server = new OAuth2Server();
await server.issuer.keys.generate('RS256');
await server.start(0, '127.0.0.1');

announce(
  formTarget(`http://127.0.0.1:${server.address().port}/token`, {
    grant_type: 'client_credentials',
    scope: 'https://graph.microsoft.com/.default',
  }),
);
