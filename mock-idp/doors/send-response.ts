/** Sends the core's plain response over a real connection, or does to the connection what its fault says. */
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { TransportFault, WireResponse } from '../wire.ts';

/** A reset discards what the other side has received and not read yet: real milliseconds to read the headers in. */
const untilReadMs = 30;

const has = (response: WireResponse, name: string) =>
  response.headers.some(([header]) => header.toLowerCase() === name);

/** RFC 9110 section 8.6: no Content-Length with 204, nor where the length is said otherwise. */
const lengthHeaders = (response: WireResponse, bytes: number): [string, string][] =>
  response.status === 204 ||
  response.status === 304 ||
  has(response, 'content-length') ||
  has(response, 'transfer-encoding')
    ? []
    : [['Content-Length', String(bytes)]];

/** Node adds Date, unless the response has one. */
const writeHead = (res: ServerResponse, response: WireResponse, bytes: number) =>
  res.writeHead(response.status, [...response.headers, ...lengthHeaders(response, bytes)].flat());

/** Resolves when what was written before has been handed to the kernel, or the connection is gone. */
const flushed = (res: ServerResponse) =>
  new Promise<void>((resolve) => {
    if (!res.socket) return resolve();
    res.socket.once('close', resolve);
    res.socket.write('', () => resolve());
  });

/** Of a text, Node makes one packet with the headers. */
const sendWhole = (res: ServerResponse, response: WireResponse) => {
  writeHead(res, response, Buffer.byteLength(response.body));
  res.end(response.body);
};

/** Whether somebody is still there after so many real milliseconds. */
const waited = async (res: ServerResponse, ms: number): Promise<boolean> => {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  await wait(ms, undefined, { signal: gone.signal }).catch(() => {});
  return !gone.signal.aborted;
};

const withoutLength = (headers: WireResponse['headers']) =>
  headers.filter(([name]) => !['content-length', 'transfer-encoding'].includes(name.toLowerCase()));

/**
 * @param reset cuts the connection beneath with a TCP reset
 * @throws {TypeError | RangeError} before anything is sent, when HTTP knows no such status or header
 */
export const sendResponse = async (
  res: ServerResponse,
  response: WireResponse,
  reset: () => void,
): Promise<void> => {
  const fault: TransportFault | undefined = response.transport;
  switch (fault?.kind) {
    case undefined:
      return sendWhole(res, response);
    case 'delay': {
      if (await waited(res, fault.ms)) sendWhole(res, response);
      return;
    }
    case 'reset':
      if (fault.when === 'after-headers') {
        writeHead(res, response, Buffer.byteLength(response.body)).flushHeaders();
        await flushed(res);
        await wait(untilReadMs);
      }
      return reset();
    case 'truncate': {
      const body = Buffer.from(response.body);
      writeHead(res, response, body.length);
      if (fault.bytes > 0) res.write(body.subarray(0, fault.bytes));
      else res.flushHeaders();
      const { socket } = res;
      socket?.end(() => socket.destroy());
      return;
    }
    case 'slow-close': {
      // With neither a length nor chunks, only the end of the connection ends the body (RFC 9112 section 6.3).
      res.removeHeader('Transfer-Encoding');
      res.shouldKeepAlive = false;
      res.writeHead(response.status, withoutLength(response.headers).flat());
      res.write(response.body);
      if (await waited(res, fault.ms)) res.end();
      return;
    }
    default:
      return fault satisfies never;
  }
};
