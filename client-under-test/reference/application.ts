/**
 * An application as the flows see it: its settings, read and checked once, and the services it works with. The
 * public faces are `public-client.ts` and `confidential-client.ts`.
 */
import { createInstanceDiscovery, type InstanceDiscovery } from './authority/instance-discovery.ts';
import { defaultAuthority, parseAuthority, type Authority } from './authority/authority.ts';
import { createCacheStore, type CacheHooks, type CacheStore } from './cache/token-cache.ts';
import { systemClock, type Clock } from './clock.ts';
import { MsalClientException } from './errors/msal-error.ts';
import type { LogCallback } from './logging.ts';
import { fetchNetwork, type Network } from './network.ts';
import { systemRandom, type Random } from './random.ts';
import type { ClientCredential } from './token/client-credential.ts';
import { createThrottle, type Throttle } from './token/throttling.ts';

export interface ApplicationOptions {
  readonly clientId: string;
  /** Default `https://login.microsoftonline.com/common`. */
  readonly authority?: string | undefined;
  readonly redirectUri?: string | undefined;
  /** Such as `cp1`: the application can answer a claims challenge. */
  readonly clientCapabilities?: readonly string[] | undefined;
  /** false: no instance discovery; every host stands for itself. Default true. */
  readonly instanceDiscovery?: boolean | undefined;
  /** Hosts, or URLs on them, that need no validation. */
  readonly knownAuthorities?: readonly string[] | undefined;
  /** Called around every access to the token cache. */
  readonly cacheHooks?: CacheHooks | undefined;
  readonly log?: LogCallback | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
  readonly network?: Network | undefined;
}

export interface Application {
  readonly clientId: string;
  readonly authority: Authority;
  readonly redirectUri: string | undefined;
  /** Undefined for a public client. */
  readonly credential: ClientCredential | undefined;
  readonly capabilities: readonly string[];
  readonly cache: CacheStore;
  readonly discovery: InstanceDiscovery;
  readonly throttle: Throttle;
  readonly log: LogCallback | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
}

/** Throws `no_client_id` and what `parseAuthority` throws. Sends nothing. */
export function createApplication(options: ApplicationOptions, credential?: ClientCredential): Application {
  const { clientId, clock = systemClock, random = systemRandom, network = fetchNetwork } = options;
  if (clientId.trim() === '') {
    throw new MsalClientException('no_client_id', 'The application has no client id.', {
      hint: 'Give the application (client) id of its registration.',
    });
  }
  return {
    clientId,
    authority: options.authority === undefined ? defaultAuthority : parseAuthority(options.authority),
    redirectUri: options.redirectUri,
    credential,
    capabilities: options.clientCapabilities ?? [],
    cache: createCacheStore(options.cacheHooks),
    discovery: createInstanceDiscovery({
      network,
      clock,
      enabled: options.instanceDiscovery ?? true,
      knownHosts: new Set((options.knownAuthorities ?? []).map(hostOf)),
    }),
    throttle: createThrottle(clock),
    log: options.log,
    clock,
    random,
    network,
  };
}

function hostOf(hostOrUrl: string): string {
  const text = hostOrUrl.trim().toLowerCase();
  return URL.parse(text.includes('://') ? text : `https://${text}`)?.host ?? text;
}
