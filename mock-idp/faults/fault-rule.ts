/**
 * A fault rule: which exchanges it touches, and what it does to their answers. Rules are data; they can stand
 * in a world's config, in a scenario's `answer` step, or come through the world's fault plan.
 */
import { z } from 'zod';
import { endpointName } from '../endpoint-name.ts';

export const faultRule = z
  .strictObject({
    endpoint: endpointName,
    grant: z.string().optional().describe('Only token requests with this grant_type.'),
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

    reset: z.enum(['before-headers', 'after-headers']).optional().describe('Cut the connection.'),
    truncate: z.int().min(0).optional().describe('Send only so many bytes of the body, then close.'),
    delayMs: z.int().min(0).optional().describe('Real milliseconds before the answer.'),
  })
  .refine((r) => !(r.nth !== undefined && r.times !== undefined), 'use nth or times, not both')
  .refine(
    (r) => Object.keys(r).some((k) => !['endpoint', 'grant', 'nth', 'times'].includes(k)),
    'a rule must do something: status, headers, aadsts, json, text, with, without, reset, truncate or delayMs',
  )
  .meta({ id: 'FaultRule' });

export type FaultRule = z.infer<typeof faultRule>;
