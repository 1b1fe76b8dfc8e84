/** What a step must come to: the outcome of the operation, and what the ledger saw of it on the wire. */
import { z } from 'zod';
import { endpointName } from '../../mock-idp/index.ts';
import { matcher } from './values.ts';

/** Exchanges on one endpoint since the step began: how many, and what each of them looked like. */
export const wireExpectation = z
  .strictObject({
    endpoint: endpointName,
    grant: z.string().optional().describe('Only exchanges with this grant_type.'),
    times: z
      .union([z.int().min(0), z.tuple([z.int(), z.int()])])
      .default(1)
      .describe('A number, or [least, most].'),
    method: z.string().optional(),
    host: matcher.optional(),
    path: matcher.optional(),
    query: z.record(z.string(), matcher).optional().describe('Members of the query string.'),
    form: z.record(z.string(), matcher).optional().describe('Members of the form body.'),
    headers: z.record(z.string(), matcher).optional().describe('Request headers, names in lower case.'),
    sent: z
      .record(z.string(), matcher)
      .optional()
      .describe(
        'Parameters wherever the client put them: form, query string or header; names in lower case.',
      ),
    status: matcher.optional().describe('Status of the answer.'),
    apart: z
      .number()
      .min(0)
      .optional()
      .describe('Seconds, at least, of world time between one of these exchanges and the next.'),
  })
  .meta({ id: 'WireExpectation' });

export const expectation = z
  .strictObject({
    ok: matcher.optional().describe('The operation succeeds and its value matches.'),
    error: matcher
      .optional()
      .describe('The operation fails with an SDK error that matches; name its kind at least.'),
    wire: z
      .union([z.literal('none'), z.array(wireExpectation)])
      .optional()
      .describe('`none`: nothing at all was sent. A list: each entry holds; endpoints not listed are free.'),
    token: matcher.optional().describe('Claims of the access token, decoded.'),
    idToken: matcher.optional().describe('Claims of the ID token, decoded.'),
    checks: z
      .array(z.string())
      .optional()
      .describe('Requirements this expectation checks; default: all of the scenario.'),
  })
  .refine((e) => !(e.ok !== undefined && e.error !== undefined), 'expect either ok or error, not both')
  .refine((e) => Object.keys(e).some((k) => k !== 'checks'), 'an expectation must expect something')
  .meta({ id: 'Expectation' });

const speaksOfSuccess = (one: Expectation) =>
  one.ok !== undefined || one.token !== undefined || one.idToken !== undefined;

/** What one step is held to: one expectation, or several, so that each requirement has its own. */
export const expectations = z
  .union([
    expectation,
    z
      .array(expectation)
      .min(1)
      .refine(
        (list) => !(list.some((one) => one.error !== undefined) && list.some(speaksOfSuccess)),
        'a step cannot both succeed and fail',
      ),
  ])
  .meta({ id: 'Expectations' });

export const listed = (written: Expectations | undefined): readonly Expectation[] =>
  written === undefined ? [] : Array.isArray(written) ? written : [written];

/** The first expectation that says how the operation ends: an outcome of the other kind is its failure alone. */
export const ofOutcome = (list: readonly Expectation[]): Expectation | undefined =>
  list.find((one) => one.error !== undefined || speaksOfSuccess(one));

export type Expectation = z.infer<typeof expectation>;
export type Expectations = z.infer<typeof expectations>;
export type WireExpectation = z.infer<typeof wireExpectation>;
