/**
 * The TCP sockets of one listener. They are needed beneath TLS, because only a TCP socket can be reset, and
 * beyond HTTP, because a server forgets the sockets that became tunnels.
 */
import type { Server, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

export interface TcpSockets {
  /** Cuts the connection with a TCP reset: the client sees ECONNRESET, not an orderly end. */
  reset(socket: Socket): void;
  destroyAll(): void;
}

/** The same for a TCP socket and for the TLS socket on it. */
const peerOf = (socket: Socket) => `${socket.remoteAddress} ${socket.remotePort}`;

export const trackTcpSockets = (server: Server): TcpSockets => {
  const byPeer = new Map<string, Socket>();
  server.on('connection', (socket: Socket) => {
    if (socket instanceof TLSSocket) return;
    const peer = peerOf(socket);
    byPeer.set(peer, socket);
    socket.once('close', () => {
      if (byPeer.get(peer) === socket) byPeer.delete(peer);
    });
  });
  return {
    reset: (socket) => byPeer.get(peerOf(socket))?.resetAndDestroy(),
    destroyAll: () => {
      for (const socket of byPeer.values()) socket.destroy();
    },
  };
};
