/**
 * The redirect URI of a native application: a listener on the loopback interface (RFC 8252 section 7.3) that takes
 * one answer of the authority, as a query or as a posted form, and is gone.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MsalClientException } from '../errors/msal-error.ts';
import { answerPage } from './answer-page.ts';

export interface LoopbackListener {
  /** `http://localhost:{port}`, to be sent to the authority. */
  readonly redirectUri: string;
  /** The parameters of the first answer that comes. */
  readonly answer: Promise<URLSearchParams>;
  close(): void;
}

const maxFormBytes = 64 * 1024;

/**
 * Listens at `http://localhost` on a free port, or on the port and path the redirect URI names.
 * Throws `loopback_redirect_uri` for any other redirect URI, `loopback_listener_failed` when the port is taken.
 */
export async function listenForAnswer(redirectUri = 'http://localhost'): Promise<LoopbackListener> {
  const wanted = loopbackUrl(redirectUri);
  const answer = Promise.withResolvers<URLSearchParams>();
  const server = createServer((request, response) => {
    void serve(request, response, wanted.pathname).then((parameters) => {
      if (parameters !== undefined) answer.resolve(parameters);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new MsalClientException('loopback_listener_failed', `Nothing can listen at ${redirectUri}.`, {
          hint: 'Give http://localhost without a port, and a free one is taken.',
          cause,
        }),
      ),
    );
    server.listen(Number(wanted.port), '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const path = wanted.pathname === '/' ? '' : wanted.pathname;
  return {
    redirectUri: wanted.port === '' ? `http://localhost:${port}${path}` : redirectUri,
    answer: answer.promise,
    close: () => {
      server.close();
      server.closeIdleConnections();
    },
  };
}

function loopbackUrl(redirectUri: string): URL {
  const url = URL.parse(redirectUri);
  if (url?.protocol === 'http:' && url.hostname === 'localhost') return url;
  throw new MsalClientException(
    'loopback_redirect_uri',
    `The redirect URI ${JSON.stringify(redirectUri)} is not one the system browser can come back to.`,
    { hint: 'Register and give http://localhost.' },
  );
}

/** Answers one request. The parameters of the authority, or undefined when it was something else. */
async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<URLSearchParams | undefined> {
  const url = URL.parse(request.url ?? '/', 'http://localhost');
  const parameters = url?.pathname === path ? await parametersOf(request, url) : undefined;
  if (parameters === undefined || !(parameters.has('code') || parameters.has('error'))) {
    response.writeHead(404, { connection: 'close' }).end();
    return undefined;
  }
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'",
      'referrer-policy': 'no-referrer',
      connection: 'close',
    })
    .end(answerPage(parameters.has('code') ? 'done' : 'failed'));
  return parameters;
}

async function parametersOf(request: IncomingMessage, url: URL): Promise<URLSearchParams | undefined> {
  if (request.method === 'GET') return url.searchParams;
  if (request.method !== 'POST') return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > maxFormBytes) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined; // the sender went away in the middle
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
