/**
 * The doors that clients are pointed at by URL: an HTTPS and an HTTP listener. A request belongs to the world
 * of the listener, unless it names one itself.
 */
import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { X509Certificate } from 'node:crypto';
import { isIP, isIPv6 } from 'node:net';
import type { Control } from '../control/control-api.ts';
import { controlPath } from '../control/open-api.ts';
import type { World } from '../world.ts';
import type { CertificateAuthority } from './certificate-authority.ts';
import { refuseConnect } from './connect-answer.ts';
import { createDoorApp, plainAnswer, type Core, type Directions } from './door-app.ts';
import { close, listen, serverLimits } from './listen.ts';
import { urlOf } from './read-request.ts';
import { serverNameCallback } from './server-name.ts';
import { trackTcpSockets } from './tcp-sockets.ts';

export interface ListenerOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Whose the requests are that name no world. */
  readonly world?: World;
  /** Answers what is asked below `/_mock` by the listener's own address. The proxy door has none. */
  readonly control?: Pick<Control, 'handle'>;
}

const isForControl = ({ pathname }: URL) =>
  pathname === controlPath || pathname.startsWith(`${controlPath}/`);

export interface OpenListener {
  readonly url: string;
  readonly port: number;
  /** SHA-1, in hexadecimal, of the certificate shown to who asks by `url`; absent without TLS. */
  readonly certificateThumbprint?: string;
  close(): Promise<void>;
}

/** The host by which this machine reaches a listener bound to `host`. */
export const reachableHost = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? 'localhost' : isIPv6(host) ? `[${host}]` : host;

const open = async (
  server: Server,
  door: 'http' | 'https',
  core: Core,
  host: string,
  { port = 0, world, control }: ListenerOptions,
): Promise<OpenListener> => {
  const sockets = trackTcpSockets(server);
  const via = { door, ...(world && { world }) };
  const directionsOf = (req: IncomingMessage): Directions => {
    const url = urlOf(req, door, 'localhost');
    return control && url && isForControl(url) && !core.owns(url.hostname)
      ? { kind: 'control', url, control }
      : { kind: 'ask', url, via };
  };
  const app = createDoorApp(core, directionsOf, (req) => sockets.reset(req.socket));
  server.on('request', (req, res) => void app(req, res));
  server.on('connect', (_req, socket) =>
    refuseConnect(socket, plainAnswer(405, 'CONNECT is for the proxy door; this listener is asked by URL.')),
  );
  const bound = await listen(server, door, host, port);
  return {
    url: `${door}://${reachableHost(host)}:${bound}`,
    port: bound,
    close: () => close(server, sockets),
  };
};

export const openHttpDoor = (core: Core, host: string, options: ListenerOptions): Promise<OpenListener> =>
  open(createHttpServer(serverLimits), 'http', core, host, options);

export const openHttpsDoor = async (
  core: Core,
  ca: CertificateAuthority,
  host: string,
  options: ListenerOptions,
): Promise<OpenListener> => {
  const { key, cert, context } = await ca.leafFor([...new Set(['localhost', '127.0.0.1', '::1', host])]);
  const server = createHttpsServer({
    ...serverLimits,
    key,
    cert,
    ALPNProtocols: ['http/1.1'],
    handshakeTimeout: serverLimits.headersTimeout,
    SNICallback: serverNameCallback(ca, context),
  });
  const name = reachableHost(host).replace(/^\[|\]$/g, '');
  const shown = isIP(name) ? cert : (await ca.leafFor([name.toLowerCase()])).cert;
  const certificateThumbprint = new X509Certificate(shown).fingerprint.replaceAll(':', '');
  return { ...(await open(server, 'https', core, host, options)), certificateThumbprint };
};
