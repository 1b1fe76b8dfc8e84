/** Instance discovery: which hosts are the same authority, and where its metadata lies. */
import { refuse } from '../errors/error-data.ts';
import { jsonAnswer, refusalAnswer } from './answers.ts';
import type { EndpointContext, EndpointHandler } from './endpoint.ts';

const isKnown = ({ clouds }: EndpointContext, host: string) =>
  clouds.isLoginHost(host) || clouds.instanceDiscovery.some(({ aliases }) => aliases.includes(host));

export const instanceDiscovery: EndpointHandler = (context) => {
  const { query, clouds } = context;
  const endpoint = URL.parse(query.get('authorization_endpoint') ?? '');
  if (!query.has('api-version')) {
    return refusalAnswer(context, refuse(900144, { parameter: 'api-version' }));
  }
  if (endpoint?.protocol !== 'https:' || !isKnown(context, endpoint.hostname)) {
    return refusalAnswer(context, refuse(50049));
  }
  const [, tenant = 'common', ...rest] = endpoint.pathname.split('/');
  const version = rest.includes('v2.0') ? '/v2.0' : '';
  context.setDecision(`described ${endpoint.hostname}`);
  return jsonAnswer({
    tenant_discovery_endpoint: `https://${endpoint.hostname}/${tenant}${version}/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: clouds.instanceDiscovery.map(({ preferredNetwork, preferredCache, aliases }) => ({
      preferred_network: preferredNetwork,
      preferred_cache: preferredCache,
      aliases,
    })),
  });
};
