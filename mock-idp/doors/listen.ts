/** Starts and stops a listener; says in words when its port is taken. */
import type { ServerOptions } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import type { TcpSockets } from './tcp-sockets.ts';

export type ListenerName = 'https' | 'http' | 'proxy';

/** Another program listens where a door was to open. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  readonly code = 'port_in_use';
  readonly door: ListenerName;
  readonly port: number;
  readonly hint = 'Choose another port, 0 for any free one, or stop the program that listens there.';

  constructor(door: ListenerName, host: string, port: number, options?: ErrorOptions) {
    super(`The ${door} door cannot open: port ${port} of ${host} is in use.`, options);
    this.door = door;
    this.port = port;
  }
}

/**
 * What every HTTP server of the doors is made with. Authorization requests have long URLs. A client that keeps
 * an idle connection must not meet its end as a reset, so those are kept far longer than Node's five seconds;
 * one that dawdles over a request is cut off.
 */
export const serverLimits = {
  maxHeaderSize: 64 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 120_000,
  connectionsCheckingInterval: 1000,
} satisfies ServerOptions;

/** Returns the port. @throws {PortInUseError} */
export const listen = (server: Server, door: ListenerName, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(door, host, port, { cause: error }) : error);
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });

/** Stops listening and cuts every connection, tunnels included. */
export const close = (server: Server, sockets: TcpSockets): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    sockets.destroyAll();
  });
