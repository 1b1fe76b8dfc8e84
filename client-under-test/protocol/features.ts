/**
 * The features an adapter declares in `initialize`, and so the vocabulary of a scenario's `needs`.
 * A new operation arrives as a feature, never as a new protocol version.
 */
import { z } from 'zod';

export const featureIds = {
  'client.public': 'applications that hold no credential',
  'client.confidential': 'applications that hold a credential',
  'credential.secret': 'a client secret',
  'credential.certificate': 'a certificate, used as a signed client assertion',
  'flow.client_credentials': 'tokens for the application itself',
  'flow.authorization_code': 'an authorization URL and the redemption of a code the caller received',
  'flow.interactive': 'sign-in through a browser that the SDK opens and listens for',
  'flow.device_code': 'sign-in on another device',
  'flow.silent': 'tokens for a known account from the cache or a refresh token',
  'flow.refresh_token': 'redemption of a refresh token the caller brings',
  'flow.on_behalf_of': 'exchange of a user token for one of a downstream API',
  'flow.username_password': 'user name and password handed to the SDK',
  'accounts.list': 'listing the accounts in the cache',
  'accounts.remove': 'signing an account out of the cache',
  'cache.export': 'the token cache as unified-schema JSON',
  'cache.import': 'a token cache seeded from unified-schema JSON',
  'token.force_refresh': 'a call that goes past the access token cache',
  'token.claims': 'a claims request (claims challenge) passed to the authority',
  'token.tenant': 'a tenant chosen for one call',
  'client.capabilities': 'client capabilities such as cp1',
  'client.instance_discovery': 'a switch that turns instance discovery off',
  'client.known_authorities': 'authorities declared as known, so not validated',
  'token.proactive_refresh': 'refresh of a token that is still valid once `refresh_in` has passed',
  'log.capture': "the SDK's own log lines handed to the harness",
} as const;

export type FeatureId = keyof typeof featureIds;

export const featureId = z
  .enum(Object.keys(featureIds) as [FeatureId, ...FeatureId[]])
  .meta({ id: 'FeatureId' });

export const featureSupport = z
  .strictObject({
    level: z.enum(['full', 'partial', 'none']),
    note: z.string().optional().describe('What is missing, for partial and none.'),
    link: z.url().optional().describe('Documentation or issue that says so.'),
  })
  .meta({ id: 'FeatureSupport' });

export type FeatureSupport = z.infer<typeof featureSupport>;
