/**
 * Codes that are sent to a customer's email address. No mail goes out and no answer holds one: the ledger's decision
 * names it, and `world.oneTimeCode` reads it as the person does.
 */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { keepAtMost } from '../sign-in/keep-at-most.ts';

export const codeLength = 8;
const lifetime = 10 * 60 * 1000;
const mostCodes = 1000;

export interface OneTimeCode {
  readonly code: string;
  /** World time in milliseconds. */
  readonly sentAt: number;
}

const keyOf = (email: string) => email.trim().toLowerCase();

/** A later code to the same address makes the earlier one void. */
export const sendCode = (context: EndpointContext, email: string): string => {
  const { world, state } = context;
  const code = Array.from({ length: codeLength }, () => world.random.int(10)).join('');
  keepAtMost(state.oneTimeCodes, mostCodes).set(keyOf(email), { code, sentAt: world.clock.now() });
  context.watch('one_time_code', code);
  return code;
};

/** Whether this is the code last sent there; each is good once, for ten minutes. */
export const takeCode = ({ world, state }: EndpointContext, email: string, typed: string): boolean => {
  const sent = state.oneTimeCodes.get(keyOf(email));
  if (sent?.code !== typed.trim() || world.clock.now() >= sent.sentAt + lifetime) return false;
  state.oneTimeCodes.delete(keyOf(email));
  return true;
};

export const lastCode = (codes: ReadonlyMap<string, OneTimeCode>, email: string): string | undefined =>
  codes.get(keyOf(email))?.code;

/** `c***r@co**o**o.com` in the documentation's sample; here the first and last letter before the @ stay. */
export const hiddenEmail = (email: string): string =>
  email.replace(/^(.)[^@]*?(.?)@/, (_, first: string, last: string) => `${first}***${last}@`);
