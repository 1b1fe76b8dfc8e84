/** How far a token call came: to the proxy, through TLS, to the authority, and back with a token. */
import type { CallResult } from '../../client-under-test/index.ts';
import type { ProxySlot, World } from '../../mock-idp/index.ts';
import { advice, inWords, type Finding } from './finding.ts';
import type { WatchedProxy } from './watched-proxy.ts';

export interface Traces {
  readonly proxy: Pick<WatchedProxy, 'connections' | 'firstLines'>;
  readonly slot: Pick<ProxySlot, 'refused'>;
  readonly world: Pick<World, 'ledger'>;
}

const reachSays = "the SDK's requests come in through the proxy";
const trustSays = 'the SDK trusts the CA it was given';
const tokenSays = 'a token call gives a token';

const elsewhere = (
  { proxy: { connections, firstLines }, slot }: Traces,
  result: CallResult<unknown>,
): Finding => {
  const missing = { id: 'reach', says: reachSays, ok: false } as const;
  if (connections === 0) {
    return {
      ...missing,
      detail: `nothing ever came to the proxy; ${inWords(result)}`,
      todo: "The SDK's HTTP stack does not read HTTPS_PROXY: give it the address in initialize.env.proxyUrl (with its user name and password), and switch off any proxy or network setting of its own.",
    };
  }
  if (slot.refused.length > 0) {
    const hosts = [...new Set(slot.refused.map(({ host }) => host))].join(', ');
    return {
      ...missing,
      detail: `it asked the proxy only for ${hosts}, which the mock does not play; ${inWords(result)}`,
      todo: 'Use the authority given to client.create as it is. Hosts the mock plays are those of fixtures/clouds.',
    };
  }
  return {
    ...missing,
    detail: `it came to the proxy ${connections} times, and never with CONNECT: ${firstLines.join(' | ')}; ${inWords(result)}`,
    todo: 'The proxy speaks HTTP/1.1 without TLS: CONNECT host:443, with the user name and password of the URL as Proxy-Authorization.',
  };
};

const untrusted = (host: string, result: CallResult<unknown>): Finding[] => [
  { id: 'reach', says: reachSays, ok: true, detail: `it asked for ${host}` },
  {
    id: 'trust',
    says: trustSays,
    ok: false,
    detail: `it asked the proxy for ${host} and sent no request over the connection; ${inWords(result)}`,
    todo: "Make the SDK's HTTP stack trust the PEM file in initialize.env.caPemPath. Node, OpenSSL, Go and .NET on Linux, requests and curl read it from their environment; Java wants a trust store, Windows and macOS the system's.",
  },
];

const connectedHost = ({ proxy, slot }: Traces): string | undefined => {
  const refused = new Set(slot.refused.map(({ host }) => host));
  const hosts = proxy.firstLines.flatMap((line) => /^CONNECT (\S+)/.exec(line)?.[1] ?? []);
  return hosts.find((host) => !refused.has(host));
};

/** What the traces say about a token call that came to `result`. */
export const reachFindings = (traces: Traces, result: CallResult<unknown>): Finding[] => {
  const arrived = traces.world.ledger.exchanges.filter(({ endpoint }) => endpoint !== 'refused');
  if (arrived.length === 0) {
    const host = connectedHost(traces);
    return host === undefined ? [elsewhere(traces, result)] : untrusted(host, result);
  }
  const hosts = [...new Set(arrived.map(({ request }) => request.url.hostname))].join(', ');
  const todo = advice(result) ?? "The mock's decisions above say what the request lacked.";
  const decisions = arrived.map(({ endpoint, decision }) => `${endpoint}: ${decision}`).join('; ');
  return [
    { id: 'reach', says: reachSays, ok: true, detail: `requests to ${hosts}: ${arrived.length}` },
    { id: 'trust', says: trustSays, ok: true },
    result.outcome === 'ok'
      ? { id: 'token', says: tokenSays, ok: true }
      : { id: 'token', says: tokenSays, ok: false, detail: `${inWords(result)} (${decisions})`, todo },
  ];
};
