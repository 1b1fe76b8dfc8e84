/**
 * Instance discovery: which hosts are aliases of an authority's host, which of them requests go to, and whether
 * the host is an authority at all. What was learned is kept for the life of the application.
 *
 * Order: off or declared known -> learned earlier -> known table -> one request, never repeated when it fails.
 */
import { z } from 'zod';
import { oauthErrorOf, serviceErrorFrom } from '../errors/service-error.ts';
import type { Clock } from '../clock.ts';
import { parseJson } from '../json.ts';
import type { Logger } from '../logging.ts';
import type { Network, NetworkResponse } from '../network.ts';
import { defaultAuthority, endpoint, type Authority } from './authority.ts';
import { knownMetadata, selfMetadata, type InstanceMetadata } from './known-clouds.ts';

/**
 * Metadata of the authority's host. `environments` are those of cache entries at stake: the known table is
 * trusted only when it has them all. Throws MsalServiceException `invalid_instance` when the host is refused.
 */
export type MetadataOf = (
  authority: Authority,
  environments?: readonly string[],
) => Promise<InstanceMetadata>;

export interface InstanceDiscovery {
  /** For one operation, which asks about a host once, even in vain. */
  forOperation(asking: Asking): MetadataOf;
}

export interface Asking {
  readonly correlationId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly log: Logger;
  readonly signal?: AbortSignal | undefined;
}

export interface DiscoverySettings {
  readonly network: Network;
  readonly clock: Clock;
  readonly enabled: boolean;
  /** Hosts the application declares to be right; they are not validated. */
  readonly knownHosts: ReadonlySet<string>;
}

const timeoutMs = 10_000;

export function createInstanceDiscovery(settings: DiscoverySettings): InstanceDiscovery {
  const learned = new Map<string, InstanceMetadata>();

  return {
    forOperation(asking) {
      const failed = new Set<string>();
      return async (authority, environments = []) => {
        const { host } = authority;
        if (!settings.enabled) return selfMetadata(host);
        const known = knownMetadata(host);
        if (settings.knownHosts.has(host)) return known ?? selfMetadata(host);
        const earlier = learned.get(host);
        if (earlier !== undefined) return earlier;
        const tableWillDo = environments.every((name) => knownMetadata(name) !== undefined);
        if (known !== undefined && tableWillDo) return known;

        const answer = failed.has(host) ? 'failed' : await ask(settings, authority, asking);
        if (answer === 'failed') {
          failed.add(host);
          return known ?? selfMetadata(host);
        }
        for (const entry of answer) for (const alias of entry.aliases) learned.set(alias, entry);
        const found = learned.get(host) ?? selfMetadata(host);
        learned.set(host, found);
        return found;
      };
    },
  };
}

async function ask(
  settings: DiscoverySettings,
  authority: Authority,
  asking: Asking,
): Promise<readonly InstanceMetadata[] | 'failed'> {
  const url = discoveryUrl(authority);
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = asking.signal === undefined ? timeout : AbortSignal.any([asking.signal, timeout]);
  let response: NetworkResponse;
  try {
    response = await settings.network({ method: 'GET', url, headers: asking.headers, signal });
  } catch (error) {
    asking.signal?.throwIfAborted();
    asking.log(
      'warning',
      `Instance discovery got no answer (${(error as Error).name}); going on without it.`,
    );
    return 'failed';
  }
  if (response.status !== 200 && oauthErrorOf(response.body)?.error === 'invalid_instance') {
    const { origin, pathname } = new URL(url);
    const now = settings.clock.now();
    throw serviceErrorFrom(response, {
      endpoint: origin + pathname,
      correlationId: asking.correlationId,
      now,
    });
  }
  const metadata = response.status === 200 ? readMetadata(response.body) : undefined;
  if (metadata !== undefined) return metadata;
  asking.log('warning', `Instance discovery failed with status ${response.status}; going on without it.`);
  return 'failed';
}

function discoveryUrl(authority: Authority): string {
  const host = knownMetadata(authority.host) === undefined ? publicHostOnPortOf(authority) : authority.host;
  const query = new URLSearchParams({
    'api-version': '1.1',
    authorization_endpoint: endpoint(authority, 'authorize'),
  });
  return `https://${host}/common/discovery/instance?${query.toString()}`;
}

function publicHostOnPortOf({ host }: Authority): string {
  const port = host.split(':')[1];
  return port === undefined ? defaultAuthority.host : `${defaultAuthority.host}:${port}`;
}

const discoveryAnswer = z.object({
  metadata: z.array(
    z.object({ preferred_network: z.string(), preferred_cache: z.string(), aliases: z.array(z.string()) }),
  ),
});

function readMetadata(body: string): InstanceMetadata[] | undefined {
  const json = parseJson(body);
  const answer = json.ok ? discoveryAnswer.safeParse(json.value).data : undefined;
  return answer?.metadata.map((entry) => ({
    preferredNetwork: entry.preferred_network,
    preferredCache: entry.preferred_cache,
    aliases: entry.aliases.map((alias) => alias.toLowerCase()),
  }));
}
