/**
 * Slots of the proxy door: one credential each, by which requests find their world and refusals their client.
 * Adapters that run side by side are given one each.
 */
import { randomBytes } from 'node:crypto';
import type { World } from '../world.ts';

export interface Refusal {
  /** As it was asked for, with the port: `example.com:443`. */
  readonly host: string;
  /** Unix milliseconds, by the clock of the doors. */
  readonly at: number;
  /** The User-Agent, or the address when it sent none. */
  readonly client: string;
}

export interface ProxySlot {
  /** With the credential in it: what `HTTPS_PROXY` is set to. */
  readonly url: string;
  /** Whose the requests through this slot are that name no world. May change while tunnels are open. */
  world: World | undefined;
  /** Hosts that were asked for and that the mock does not own: the latest thousand. */
  readonly refused: readonly Refusal[];
}

export interface ProxySlots {
  readonly open: () => ProxySlot;
  /** The slot that a Proxy-Authorization header chooses, if any. */
  find(authorization: string | undefined): ProxySlot | undefined;
  refuse(slot: ProxySlot, refusal: Refusal): void;
}

const keptRefusals = 1000;

export const createProxySlots = (url: string): ProxySlots => {
  const byCredential = new Map<string, ProxySlot>();
  const refusals = new WeakMap<ProxySlot, Refusal[]>();
  return {
    open: () => {
      const credential = `slot-${byCredential.size + 1}:${randomBytes(18).toString('base64url')}`;
      const refused: Refusal[] = [];
      const slot: ProxySlot = { url: url.replace('//', `//${credential}@`), world: undefined, refused };
      byCredential.set(credential, slot);
      refusals.set(slot, refused);
      return slot;
    },
    find: (authorization) => {
      const basic = /^basic +([a-z0-9+/=]+)$/i.exec(authorization ?? '');
      return basic ? byCredential.get(Buffer.from(basic[1]!, 'base64').toString('utf8')) : undefined;
    },
    refuse: (slot, refusal) => {
      const refused = refusals.get(slot);
      if (refused && refused.push(refusal) > keptRefusals) refused.shift();
    },
  };
};
