/**
 * What follows an accepted CONNECT: the client speaks TLS, which ends here, or plain HTTP, as some clients do
 * through a tunnel as well. Gives back the socket that carries the HTTP.
 */
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { CertificateAuthority } from './certificate-authority.ts';
import { serverLimits } from './listen.ts';
import { serverNameCallback } from './server-name.ts';

export interface TunnelEnd {
  readonly scheme: 'http' | 'https';
  readonly socket: Socket;
}

/** The first byte of a TLS record that opens a handshake (RFC 8446 section 5.1). */
const handshakeRecord = 0x16;

/** Looks at the first byte and puts it back; nothing when the client leaves, or says nothing for long. */
const firstByte = (socket: Socket): Promise<number | undefined> =>
  new Promise((resolve) => {
    socket.setTimeout(serverLimits.headersTimeout, () => socket.destroy());
    // The client may have closed its half while the leaf was made: its end is not announced again.
    if (socket.readableEnded) socket.destroy();
    socket.once('close', () => resolve(undefined));
    socket.once('end', () => socket.destroy());
    socket.once('data', (bytes: Buffer) => {
      socket.pause();
      socket.unshift(bytes);
      socket.setTimeout(0);
      resolve(bytes[0]);
    });
  });

export const acceptTunnel = async (
  socket: Socket,
  head: Buffer,
  host: string,
  ca: CertificateAuthority,
): Promise<TunnelEnd | undefined> => {
  const { context } = await ca.leafFor([host]);
  socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  if (head.length > 0) socket.unshift(head);
  const byte = await firstByte(socket);
  if (byte === undefined) return undefined;
  if (byte !== handshakeRecord) return { scheme: 'http', socket };
  const secure = new TLSSocket(socket, {
    isServer: true,
    secureContext: context,
    ALPNProtocols: ['http/1.1'],
    SNICallback: serverNameCallback(ca, context),
  });
  return { scheme: 'https', socket: secure };
};
