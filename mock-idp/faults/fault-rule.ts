/**
 * A fault rule: which exchanges it touches, and what it does to their answers. Rules are data; they can stand
 * in a world's config, in a scenario's `answer` step, or come through the world's fault plan.
 */
import { z } from 'zod';
import { endpointName } from '../endpoint-name.ts';

export const tokenFault = z
  .strictObject({
    only: z.enum(['access_token', 'id_token']).optional().describe('Default: both.'),
    key: z.literal('stale').optional().describe('Signed by a key that the keys document does not list.'),
    wrong: z
      .array(z.enum(['issuer', 'audience', 'nonce']))
      .min(1)
      .optional()
      .describe('Claims that name somebody else; a nonce is put in where there was none.'),
    lifetime: z
      .enum(['expired', 'not-yet-valid'])
      .optional()
      .describe('iat, nbf and exp of a token whose time is long over, or has not come.'),
    skewSeconds: z
      .int()
      .optional()
      .describe('iat, nbf and exp as by a clock so many seconds ahead; negative: behind.'),
  })
  .refine((fault) => Object.keys(fault).some((key) => key !== 'only'), 'a token fault must do something')
  .meta({ id: 'TokenFault' });

export type TokenFault = z.infer<typeof tokenFault>;

/** Largest body that a rule pads an answer to, in bytes. */
const mostPadding = 16 * 1024 * 1024;

const selection = {
  endpoint: endpointName,
  grant: z.string().optional().describe('Only token requests with this grant_type.'),
  host: z.string().optional().describe('Only requests to this host, e.g. login.microsoftonline.us.'),
  path: z.string().optional().describe('Only requests to such a path: a glob, e.g. /common/**.'),
  probability: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe(
      "Only so large a part of those, by chance from the world's seed. nth and times count what is left.",
    ),
  nth: z
    .int()
    .min(1)
    .optional()
    .describe('Only the nth exchange that matches, counted from when the rule was set.'),
  times: z
    .int()
    .min(1)
    .optional()
    .describe('Only the first so many that match. Default, without nth: every one.'),
};

const effects = {
  status: z.int().min(200).max(599).optional(),
  headers: z
    .record(z.string(), z.string())
    .optional()
    .describe('Set on the answer; {date+30s} is an HTTP date.'),
  aadsts: z.int().optional().describe('Answer with this error of fixtures/errors instead.'),
  json: z.json().optional().describe('Answer with this body instead.'),
  text: z.string().optional().describe('Answer with this body instead, as it stands.'),
  contentType: z.string().optional(),
  with: z.record(z.string(), z.json()).optional().describe('Members put over those of the JSON answer.'),
  without: z.array(z.string()).optional().describe('Members taken out of the JSON answer.'),
  duplicate: z
    .record(z.string(), z.json())
    .optional()
    .describe('Members that stand in the JSON answer once more, with these values, before the true ones.'),
  unknownMembers: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('So many members that no client knows, of every JSON type, behind those of the JSON answer.'),
  padTo: z
    .int()
    .min(1)
    .max(mostPadding)
    .optional()
    .describe('Bytes that the body is filled up to with spaces, which JSON allows. Not kept in the ledger.'),
  token: tokenFault.optional().describe('Issue tokens that are wrong in this way.'),

  reset: z.enum(['before-headers', 'after-headers']).optional().describe('Cut the connection.'),
  truncate: z.int().min(0).optional().describe('Send only so many bytes of the body, then close.'),
  delayMs: z.int().min(0).optional().describe('Real milliseconds before the answer.'),
  slowCloseMs: z
    .int()
    .min(1)
    .optional()
    .describe('Announce no length, send the whole answer, and close only after so many real milliseconds.'),
};

export const faultRule = z
  .strictObject({ ...selection, ...effects })
  .refine((r) => !(r.nth !== undefined && r.times !== undefined), 'use nth or times, not both')
  .refine((r) => r.endpoint !== 'refused', 'no answer of the authority stands behind a refused host')
  .refine(
    (r) => Object.keys(r).some((key) => key in effects),
    `a rule must do something: ${Object.keys(effects).join(', ')}`,
  )
  .meta({ id: 'FaultRule' });

export type FaultRule = z.infer<typeof faultRule>;

/** What a rule does, without what it touches. */
export type FaultEffects = { [Name in keyof typeof effects]?: FaultRule[Name] };

/** The effects of a rule in the order of the schema. */
export const effectsOf = (rule: FaultRule): FaultEffects =>
  Object.fromEntries(
    Object.keys(effects)
      .filter((name) => rule[name as keyof FaultEffects] !== undefined)
      .map((name) => [name, rule[name as keyof FaultEffects]]),
  );
