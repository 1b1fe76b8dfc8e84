/** Clients for the tests of the doors, down to the bytes where it matters. */
import { connect, type Socket } from 'node:net';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { RequestOptions as TlsRequestOptions } from 'node:https';

export interface Answer {
  readonly status: number;
  readonly reason: string;
  /** Names and values by turns, as they came. */
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An error of the connection, and how far the answer had come. */
export class CutShort extends Error {
  readonly status: number | undefined;
  readonly body: string;
  readonly code: string | undefined;

  constructor(cause: NodeJS.ErrnoException, status: number | undefined, body: string) {
    super(`${cause.code} after status ${status} and ${JSON.stringify(body)}`, { cause });
    this.code = cause.code;
    this.status = status;
    this.body = body;
  }
}

const read = (response: IncomingMessage) =>
  new Promise<Answer>((resolve, reject) => {
    let body = '';
    const status = response.statusCode!;
    response.setEncoding('utf8').on('data', (text: string) => (body += text));
    response.once('error', (error) => reject(new CutShort(error, status, body)));
    response.once('end', () => {
      const { statusMessage: reason = '', rawHeaders, headers } = response;
      resolve({ status, reason, rawHeaders, headers, body });
    });
  });

export const ask = (url: string, options: TlsRequestOptions = {}, body = ''): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    let answered = false;
    send(url, { agent: false, ...options }, (response) => {
      answered = true;
      read(response).then(resolve, reject);
    })
      // Once there is a response, its own error says more.
      .on('error', (error) => answered || reject(new CutShort(error, undefined, '')))
      .end(body);
  });

/** A request over a socket that is there already. */
export const askOver = (socket: Socket, url: string): Promise<Answer> => {
  socket.on('error', () => {});
  // Node takes a socket only where there is no agent, and then knows no default port either.
  const defaultPort = url.startsWith('https:') ? 443 : 80;
  return ask(url, { agent: undefined as unknown as false, defaultPort, createConnection: () => socket });
};

const basic = (proxy: URL) =>
  proxy.username === ''
    ? {}
    : { 'Proxy-Authorization': `Basic ${btoa(`${proxy.username}:${proxy.password}`)}` };

const proxied = (proxyUrl: string, options: RequestOptions): RequestOptions => {
  const proxy = new URL(proxyUrl);
  const headers = { ...(options.headers as Record<string, string>), ...basic(proxy) };
  return { host: proxy.hostname, port: proxy.port, agent: false, ...options, headers };
};

export type Connected = { readonly socket: Socket } | { readonly refused: Answer };

/** CONNECT, by hand. */
export const connectThrough = (
  proxyUrl: string,
  authority: string,
  headers: Record<string, string> = {},
): Promise<Connected> =>
  new Promise((resolve, reject) => {
    httpRequest(proxied(proxyUrl, { method: 'CONNECT', path: authority, headers }))
      .once('connect', (response, socket, head) => {
        if (response.statusCode === 200) return resolve({ socket });
        const { statusCode: status = 0, statusMessage: reason = '', rawHeaders } = response;
        const parts: Uint8Array[] = [head];
        socket.on('data', (bytes: Buffer) => parts.push(bytes));
        socket.once('close', () => {
          const body = Buffer.concat(parts).toString('utf8');
          resolve({ refused: { status, reason, rawHeaders, headers: response.headers, body } });
        });
      })
      .once('error', reject)
      .end();
  });

/** A request for an absolute `http:` URL sent to the proxy itself. */
export const askPlainly = (proxyUrl: string, url: string, options: RequestOptions = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = { Host: new URL(url).host, ...(options.headers as Record<string, string>) };
    httpRequest(proxied(proxyUrl, { ...options, path: url, headers }), (response) => {
      read(response).then(resolve, reject);
    })
      .once('error', reject)
      .end();
  });

/** Sends bytes as they are; gives back all that came until the other side closed or reset. */
export const sendBytes = (port: number, bytes: string | Uint8Array): Promise<string> =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
    socket.on('error', () => {});
    socket.once('close', () => resolve(answer));
  });
