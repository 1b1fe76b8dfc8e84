/** Answers a CONNECT that gets no tunnel. Node hands over the bare socket there, with no response object. */
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

export const refuseConnect = (socket: Duplex, status: 400 | 405 | 502, text: string): void => {
  const body = `entra-conformance: ${text}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.on('error', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
};
