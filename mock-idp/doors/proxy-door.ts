/**
 * A forward proxy for clients that talk to the real host names. It reaches nothing: every request ends here, in
 * the core, which refuses the hosts that it does not own.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import type { CertificateAuthority } from './certificate-authority.ts';
import { refuseConnect } from './connect-answer.ts';
import { createDoorApp, plainAnswer, type Core, type Directions } from './door-app.ts';
import { close, listen, serverLimits } from './listen.ts';
import { reachableHost, type ListenerOptions, type OpenListener } from './listener-door.ts';
import { createProxySlots, type ProxySlot } from './proxy-slots.ts';
import { headersOf, urlOf } from './read-request.ts';
import { trackTcpSockets } from './tcp-sockets.ts';
import { acceptTunnel } from './tunnel.ts';

export interface OpenProxy extends OpenListener {
  /** A new credential: requests through it belong to the slot's world. */
  slot(): ProxySlot;
}

interface Tunnel {
  readonly scheme: 'http' | 'https';
  /** What the CONNECT asked for: `host:port`. */
  readonly authority: string;
  readonly slot: ProxySlot | undefined;
}

const target = /^(?<host>[a-z0-9._-]+|\[[0-9a-f:.]+\]):(?<port>\d{1,5})$/i;

const hostOf = (name: string) => name.toLowerCase().replace(/^\[|\]$|\.$/g, '');

export const openProxyDoor = async (
  core: Core,
  ca: CertificateAuthority,
  host: string,
  clock: Clock,
  { port = 0, world }: ListenerOptions,
): Promise<OpenProxy> => {
  const server = createServer(serverLimits);
  const sockets = trackTcpSockets(server);
  const tunnels = new WeakMap<Socket, Tunnel>();
  const bound = await listen(server, 'proxy', host, port);
  const url = `http://${reachableHost(host)}:${bound}`;
  const slots = createProxySlots(url);

  const viaOf = (slot: ProxySlot | undefined) => {
    const whose = slot ? slot.world : world;
    return { door: 'proxy', ...(whose && { world: whose }) } as const;
  };

  /** The slot of the request; the core refuses hosts that it does not own, and the slot is told of it here. */
  const slotOf = (req: IncomingMessage, host: string, asked: string) => {
    const slot = slots.find(req.headers['proxy-authorization']);
    if (slot && !core.owns(hostOf(host))) {
      const client = req.headers['user-agent'] ?? `${req.socket.remoteAddress}:${req.socket.remotePort}`;
      slots.refuse(slot, { host: asked, at: clock.now(), client });
    }
    return slot;
  };

  const directionsOf = (req: IncomingMessage): Directions => {
    const tunnel = tunnels.get(req.socket);
    if (tunnel) {
      return {
        kind: 'ask',
        url: urlOf(req, tunnel.scheme, tunnel.authority),
        via: viaOf(tunnel.slot),
      };
    }
    if (req.url?.startsWith('/')) {
      const text = `${url} is a forward proxy. Name it in HTTPS_PROXY and ask for the real host, or use the address of a listener.`;
      return { kind: 'answer', response: plainAnswer(400, text) };
    }
    const asked = urlOf(req, 'http', '');
    const slot = asked && slotOf(req, asked.hostname, asked.host);
    return { kind: 'ask', url: asked, via: viaOf(slot) };
  };

  const connect = async (req: IncomingMessage, socket: Socket, head: Buffer) => {
    const authority = req.url ?? '';
    const host = target.exec(authority)?.groups?.['host'];
    const url = URL.parse(`https://${authority}`);
    if (!host || !url || tunnels.has(socket)) {
      const text = `CONNECT ${authority} names no host and port to reach from here.`;
      return refuseConnect(socket, plainAnswer(400, text));
    }
    const slot = slotOf(req, host, authority);
    socket.on('error', () => socket.destroy());
    if (!core.owns(hostOf(host))) {
      const request = { method: 'CONNECT', url, headers: headersOf(req), body: '' };
      return refuseConnect(socket, await core.handle(request, viaOf(slot)));
    }
    const end = await acceptTunnel(socket, head, hostOf(host), ca);
    if (!end) return;
    tunnels.set(end.socket, { scheme: end.scheme, authority, slot });
    server.emit('connection', end.socket);
    end.socket.resume();
  };

  const app = createDoorApp(core, directionsOf, (req) => sockets.reset(req.socket));
  server.on('request', (req, res) => void app(req, res));
  server.on('connect', (req, socket: Socket, head) => {
    connect(req, socket, head).catch(() => socket.destroy());
  });
  return { url, port: bound, slot: slots.open, close: () => close(server, sockets) };
};
