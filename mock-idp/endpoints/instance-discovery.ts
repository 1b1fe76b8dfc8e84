/** Instance discovery: which hosts are the same authority, and where its metadata lies. */
import { refuse } from '../errors/error-data.ts';
import { jsonAnswer, refusalAnswer } from './answers.ts';
import type { EndpointHandler } from './endpoint.ts';

export const instanceDiscovery: EndpointHandler = (context) => {
  const { query, clouds } = context;
  const endpoint = URL.parse(query.get('authorization_endpoint') ?? '');
  if (!query.has('api-version')) {
    return refusalAnswer(context, refuse(900144, { parameter: 'api-version' }));
  }
  if (endpoint?.protocol !== 'https:' || !clouds.isLoginHost(endpoint.hostname)) {
    return refusalAnswer(context, refuse(50049));
  }
  const [, tenant = 'common', ...rest] = endpoint.pathname.split('/');
  const version = rest.includes('v2.0') ? '/v2.0' : '';
  context.setDecision(`described ${endpoint.hostname}`);
  return jsonAnswer({
    tenant_discovery_endpoint: `https://${endpoint.hostname}/${tenant}${version}/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: clouds.instancesFor(endpoint.hostname).map(({ preferredNetwork, preferredCache, aliases }) => ({
      preferred_network: preferredNetwork,
      preferred_cache: preferredCache,
      aliases,
    })),
  });
};
