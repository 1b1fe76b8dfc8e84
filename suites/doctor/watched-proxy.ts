/**
 * Stands before the proxy door and notes who came and for which host, before TLS: the ledger sees nothing of a
 * client that broke off the handshake.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

export interface WatchedProxy {
  /** The URL of the proxy with the watched port in it. */
  readonly url: string;
  /** How many connections came. */
  readonly connections: number;
  /** First lines that came over them: `CONNECT login.microsoftonline.com:443 HTTP/1.1`. */
  readonly firstLines: readonly string[];
  close(): Promise<void>;
}

const longestFirstLine = 1_000;

export const watchProxy = async (proxyUrl: string): Promise<WatchedProxy> => {
  const door = new URL(proxyUrl);
  const sockets = new Set<Socket>();
  const firstLines: string[] = [];
  let connections = 0;

  const pass = (client: Socket) => {
    connections++;
    const onward = connect(Number(door.port), door.hostname);
    client.once('data', (chunk: Buffer) => {
      firstLines.push(chunk.toString('latin1').slice(0, longestFirstLine).split('\r\n')[0]!);
    });
    for (const [socket, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  };

  const server = createServer(pass).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(proxyUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href.replace(/\/$/, ''),
    firstLines,
    get connections() {
      return connections;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};
