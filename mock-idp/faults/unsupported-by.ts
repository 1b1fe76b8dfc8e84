/** Which effects of a rule a door cannot show as a network would, and what is seen instead. */
import type { DoorName } from '../wire.ts';
import type { FaultRule } from './fault-rule.ts';

export interface UnsupportedEffect {
  /** The member of the rule, e.g. `reset`, or of its headers, e.g. `headers.Content-Length`. */
  readonly effect: string;
  readonly seen: string;
}

/** Of the connection, not of the message (RFC 9112): with no connection they mean nothing. */
const framing = ['content-length', 'transfer-encoding', 'connection'];

const framingHeaders = (rule: FaultRule): UnsupportedEffect[] =>
  Object.keys(rule.headers ?? {})
    .filter((name) => framing.includes(name.toLowerCase()))
    .map((name) => ({
      effect: `headers.${name}`,
      seen: 'the body arrives whole, whatever the header says of it',
    }));

const codelessReset = (rule: FaultRule): UnsupportedEffect[] =>
  rule.reset === 'before-headers'
    ? [{ effect: 'reset', seen: 'a network error of fetch, without the code ECONNRESET in its cause' }]
    : [];

/**
 * What of this rule does not come through this door as it would over a socket; empty when all of it does.
 * `msw` stands for the request handlers, which answer from the in-memory door.
 */
export const unsupportedBy = (door: DoorName | 'msw', rule: FaultRule): readonly UnsupportedEffect[] => {
  switch (door) {
    case 'https':
    case 'http':
    case 'proxy':
      return [];
    case 'memory':
      return framingHeaders(rule);
    case 'msw':
      return [...codelessReset(rule), ...framingHeaders(rule)];
    default:
      return door satisfies never;
  }
};
