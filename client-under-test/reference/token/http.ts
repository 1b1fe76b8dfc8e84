/** One exchange with the authority: the headers every request carries, and the one retry there is. */
import type { Clock } from '../clock.ts';
import { MsalNetworkException } from '../errors/msal-error.ts';
import type { Logger } from '../logging.ts';
import type { Network, NetworkRequest, NetworkResponse } from '../network.ts';

export const sku = 'entra-conformance.reference';
export const version = '0.1.0';

const retryDelayMs = 1000;

/** The headers that tell the authority who asks, with one correlation id for all requests of an operation. */
export function commonHeaders(correlationId: string): Record<string, string> {
  return {
    'x-client-SKU': sku,
    'x-client-Ver': version,
    'x-client-OS': process.platform,
    'client-request-id': correlationId,
    'return-client-request-id': 'true',
    accept: 'application/json',
  };
}

export interface Sending {
  readonly network: Network;
  readonly clock: Clock;
  readonly log: Logger;
  readonly correlationId: string;
}

/**
 * Sends, and once more a second later after a 5xx without `Retry-After` or a timeout. A refused or reset
 * connection is not tried again. Throws MsalNetworkException; a caller's abort passes through as it is.
 */
export async function send(sending: Sending, request: NetworkRequest): Promise<NetworkResponse> {
  const first = await attempt(sending, request);
  if (!worthRetrying(first)) return settled(sending, request, first);
  sending.log(
    'info',
    `${request.method} to ${hostOf(request)} failed; trying once more in ${retryDelayMs} ms.`,
  );
  await sending.clock.sleep(retryDelayMs);
  return settled(sending, request, await attempt(sending, request));
}

type Attempt =
  | { readonly kind: 'answered'; readonly response: NetworkResponse }
  | { readonly kind: 'timeout' | 'failed'; readonly cause: unknown };

async function attempt({ network, log }: Sending, request: NetworkRequest): Promise<Attempt> {
  request.signal?.throwIfAborted();
  try {
    const response = await network(request);
    log('verbose', `${request.method} to ${hostOf(request)} was answered with status ${response.status}.`);
    return { kind: 'answered', response };
  } catch (cause) {
    request.signal?.throwIfAborted();
    return { kind: cause instanceof Error && cause.name === 'TimeoutError' ? 'timeout' : 'failed', cause };
  }
}

function worthRetrying(attempt: Attempt): boolean {
  if (attempt.kind !== 'answered') return attempt.kind === 'timeout';
  return attempt.response.status >= 500 && attempt.response.headers['retry-after'] === undefined;
}

function settled(sending: Sending, request: NetworkRequest, attempt: Attempt): NetworkResponse {
  if (attempt.kind === 'answered') return attempt.response;
  const { origin, pathname } = new URL(request.url);
  const timedOut = attempt.kind === 'timeout';
  throw new MsalNetworkException(
    timedOut ? 'request_timeout' : 'network_error',
    `${request.method} ${origin}${pathname} ${timedOut ? 'was not answered in time' : 'got no answer'}.`,
    {
      hint: 'Check the connection, the proxy and the name of the host, then try again.',
      correlationId: sending.correlationId,
      cause: attempt.cause,
    },
  );
}

function hostOf(request: NetworkRequest): string {
  return new URL(request.url).host;
}
