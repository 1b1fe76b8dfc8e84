/**
 * The one way out of the client: a function from request to answer. Retries, throttling and the meaning of an
 * answer belong to `token/`; this file only carries bytes.
 */

export interface NetworkRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

export interface NetworkResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Rejects when no whole answer arrived: refused, reset, truncated, timed out (`TimeoutError`), aborted. */
export type Network = (request: NetworkRequest) => Promise<NetworkResponse>;

const timeoutMs = 100_000;
const maxAnswerBytes = 4 * 1024 * 1024;

/**
 * The network of production: `fetch`, for 100 seconds at most. Redirects are not followed, because the body of a
 * token request carries a credential that no other origin may see.
 */
export const fetchNetwork: Network = async ({ method, url, headers, body, signal }) => {
  const timeout = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, {
    method,
    headers,
    redirect: 'manual',
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    ...(body === undefined ? {} : { body }),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await boundedText(response),
  };
};

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxAnswerBytes) throw new Error(`the answer is longer than ${maxAnswerBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
