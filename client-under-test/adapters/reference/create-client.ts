/** From the parameters of `client.create` to a client of the reference implementation. */
import type { Harness } from '../../adapter/index.ts';
import type { Params } from '../../protocol/index.ts';
import {
  createConfidentialClientApplication,
  createPublicClientApplication,
  type Clock,
  type ConfidentialClientApplication,
  type LogLevel,
  type Network,
  type PublicClientApplication,
  type Random,
} from '../../reference/index.ts';

export interface ReferenceEnvironment {
  /** Default: `fetch`, with proxy and CA as the process has them. */
  readonly network?: Network;
  readonly random?: Random;
}

export type Client = PublicClientApplication | ConfidentialClientApplication;

const levels = { error: 'error', warning: 'warn', info: 'info', verbose: 'debug' } as const;

/** Throws what the client throws for options it refuses. */
export function createClient(
  params: Params<'client.create'>,
  surroundings: ReferenceEnvironment & { readonly clock: Clock },
  harness: Harness,
): Client {
  const options = {
    ...surroundings,
    clientId: params.clientId,
    authority: params.authority,
    redirectUri: params.redirectUri,
    clientCapabilities: params.capabilities,
    instanceDiscovery: params.instanceDiscovery,
    knownAuthorities: params.knownAuthorities,
    log: (level: LogLevel, text: string, containsPii: boolean) =>
      harness.log({ level: levels[level], text, containsPii }),
  };
  if (params.kind === 'confidential') {
    const credential = params.credential ?? { type: 'secret', secret: '' };
    return createConfidentialClientApplication({ ...options, credential });
  }
  const browser = async (url: string): Promise<'closed'> => {
    await harness.openUrl(url);
    return 'closed';
  };
  return createPublicClientApplication({ ...options, browser });
}
