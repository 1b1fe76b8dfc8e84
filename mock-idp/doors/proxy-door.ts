/**
 * A forward proxy for clients that talk to the real host names. It reaches nothing: hosts that the mock owns
 * end here, in the core, and any other host is refused and recorded.
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
import { urlOf } from './read-request.ts';
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

  const slotOf = (req: IncomingMessage) => slots.find(req.headers['proxy-authorization']);

  const viaOf = (slot: ProxySlot | undefined) => {
    const whose = slot ? slot.world : world;
    return { door: 'proxy', ...(whose && { world: whose }) } as const;
  };

  /** Records the refusal; returns it in words. */
  const refusal = (req: IncomingMessage, slot: ProxySlot | undefined, asked: string): string => {
    const client = req.headers['user-agent'] ?? `${req.socket.remoteAddress}:${req.socket.remotePort}`;
    if (slot) slots.refuse(slot, { host: asked, at: clock.now(), client });
    return (
      `refused ${req.method} ${asked}: the mock owns no such host, and this proxy reaches no network. ` +
      'If the host belongs to a cloud, add it to fixtures/clouds; if the client needs it otherwise, exempt it with NO_PROXY.'
    );
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
    const slot = slotOf(req);
    const asked = urlOf(req, 'http', '');
    if (asked && !core.owns(hostOf(asked.hostname))) {
      return { kind: 'answer', response: plainAnswer(502, refusal(req, slot, asked.host)) };
    }
    return { kind: 'ask', url: asked, via: viaOf(slot) };
  };

  const connect = async (req: IncomingMessage, socket: Socket, head: Buffer) => {
    const authority = req.url ?? '';
    const wanted = target.exec(authority)?.groups;
    if (!wanted || tunnels.has(socket)) {
      return refuseConnect(socket, 400, `CONNECT ${authority} names no host and port to reach from here.`);
    }
    const slot = slotOf(req);
    const name = hostOf(wanted['host']!);
    if (!core.owns(name)) return refuseConnect(socket, 502, refusal(req, slot, authority));
    socket.on('error', () => socket.destroy());
    const end = await acceptTunnel(socket, head, name, ca);
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
