/** What msal-node 7.2.1 can do, in the protocol's vocabulary, with a page for each thing that is missing. */
import type { FeatureId, FeatureSupport } from '../../protocol/index.ts';

const docs = 'https://github.com/AzureAD/microsoft-authentication-library-for-js/blob/dev/lib';
export const noDiscoverySwitch =
  'there is no switch: discovery is left out for hosts in knownAuthorities or in cloudDiscoveryMetadata';
const full: FeatureSupport = { level: 'full' };

export const features: Record<FeatureId, FeatureSupport> = {
  'client.public': full,
  'client.confidential': full,
  'credential.secret': full,
  'credential.certificate': full,
  'flow.client_credentials': full,
  'flow.authorization_code': full,
  'flow.interactive': full,
  'flow.device_code': full,
  'flow.silent': full,
  'flow.refresh_token': full,
  'flow.on_behalf_of': full,
  'flow.username_password': full,
  'accounts.list': full,
  'accounts.remove': full,
  'cache.export': full,
  'cache.import': full,
  'token.force_refresh': full,
  'token.claims': full,
  'token.tenant': full,
  'client.capabilities': full,
  'client.instance_discovery': {
    level: 'none',
    note: noDiscoverySwitch,
    link: `${docs}/msal-node/docs/migration.md#migrate-from-authority-validation-to-known-authorities`,
  },
  'client.known_authorities': full,
  'token.proactive_refresh': {
    level: 'partial',
    note: 'Silent and client credentials calls refresh early, and wait for it; on-behalf-of calls do not.',
    link: 'https://github.com/AzureAD/microsoft-authentication-library-for-js/issues/6085',
  },
  'log.capture': full,
};
