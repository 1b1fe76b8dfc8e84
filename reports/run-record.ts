/**
 * `run.jsonl`, version 1: what a run writes while it goes, one object a line. Everything else a person or
 * CI reads is a pure function of these lines.
 */
import { z } from 'zod';

export const verdict = z
  .enum([
    'pass', // every expectation held
    'fail', // an expectation of a MUST did not hold
    'warn', // ... of a SHOULD
    'info', // ... of a MAY
    'not_implemented', // the client says it does not have a feature the case needs
    'not_applicable', // the case cannot be asked of this client (reason says why)
    'expected_fail', // failed, and the baseline said so
    'unexpected_pass', // passed although the baseline says it fails
    'timeout',
    'crash', // the adapter's process ended
    'adapter_error', // the adapter broke the protocol
    'harness_error', // we broke
    'not_run', // planned, not reached
  ])
  .meta({ id: 'Verdict' });

export const blame = z.enum(['sdk', 'adapter', 'config', 'harness', 'idp']).meta({ id: 'Blame' });

export const requirementRef = z.strictObject({ id: z.string(), level: z.enum(['MUST', 'SHOULD', 'MAY']) });

/** One exchange as a report shows it: secrets and tokens are already replaced by their names. */
export const wireLine = z
  .strictObject({
    step: z.int().optional(),
    at: z.string().describe('World time, ISO 8601.'),
    endpoint: z.string(),
    method: z.string(),
    url: z.string(),
    requestHeaders: z.record(z.string(), z.string()).optional(),
    form: z.record(z.string(), z.string()).optional(),
    status: z.int().optional().describe('Absent when the connection was cut.'),
    responseBody: z.string().optional(),
    decision: z.string().describe('What the authority decided, in words.'),
    fault: z.string().optional(),
    tokens: z.array(z.strictObject({ name: z.string(), header: z.json(), claims: z.json() })).optional(),
  })
  .meta({ id: 'WireLine' });

export const failure = z
  .strictObject({
    step: z.int().optional().describe('Index of the step, from 1.'),
    stepText: z.string().optional(),
    requirements: z.array(z.string()).describe('The requirements that the failed expectation checks.'),
    message: z.string(),
    path: z.string().optional().describe('Where in the value: ok.source, wire[0].form.scope ...'),
    expected: z.json().optional(),
    actual: z.json().optional(),
    fingerprint: z.string().describe('The same for failures with one cause; no ids, times or ports in it.'),
  })
  .meta({ id: 'Failure' });

export const headerRecord = z.strictObject({
  type: z.literal('header'),
  version: z.literal(1),
  run: z.string(),
  startedAt: z.iso.datetime(),
  seed: z.int(),
  suite: z.strictObject({ name: z.literal('entra-conformance'), version: z.string() }),
  client: z.strictObject({
    id: z.string(),
    manifest: z.string().optional().describe('Path of its adapter.json, when it is not a built-in client.'),
    adapter: z.strictObject({ name: z.string(), version: z.string() }).optional(),
    sdk: z
      .strictObject({ name: z.string(), version: z.string(), language: z.string(), runtime: z.string() })
      .optional(),
    clock: z.string().optional(),
  }),
  profile: z.string(),
  strict: z
    .boolean()
    .optional()
    .describe('A SHOULD that does not hold, and a MUST the client does not implement, are not green.'),
  planned: z.int().describe('How many cases the plan holds; each yields one record.'),
  requirements: z
    .array(requirementRef)
    .optional()
    .describe('Every requirement a planned case checks: the denominator of a run that broke off.'),
  command: z.string().describe('The command line that repeats the run.'),
});

export const caseRecord = z.strictObject({
  type: z.literal('case'),
  id: z.string(),
  title: z.string(),
  scenario: z.string().describe('Path of the scenario file, or the id of a property.'),
  requirements: z.array(requirementRef),
  verdict,
  blame: blame.optional(),
  reason: z.string().optional().describe('Why, in a sentence, for every verdict but pass.'),
  failures: z.array(failure).optional(),
  wire: z.array(wireLine).optional().describe('For every case that is not green.'),
  log: z.array(z.string()).optional().describe("The adapter's last log lines, for cases that are not green."),
  counterexample: z.string().optional().describe('Scenario file written by a property that failed.'),
  exchanges: z.int().optional().describe('How many exchanges the ledger saw.'),
  expectations: z.int().optional().describe('How many expectations were checked.'),
  seed: z.int(),
  durationMs: z.number(),
  replay: z.string(),
});

export const footerRecord = z.strictObject({
  type: z.literal('footer'),
  finishedAt: z.iso.datetime(),
  durationMs: z.number(),
  interrupted: z.boolean(),
  counts: z.partialRecord(verdict, z.int()),
  exitCode: z.int(),
});

export const runRecord = z
  .discriminatedUnion('type', [headerRecord, caseRecord, footerRecord])
  .meta({ id: 'RunRecord', title: 'One line of run.jsonl, version 1' });

export type Level = RequirementRef['level'];
export type RequirementRef = z.infer<typeof requirementRef>;
export type Verdict = z.infer<typeof verdict>;
export type Blame = z.infer<typeof blame>;
export type Failure = z.infer<typeof failure>;
export type WireLine = z.infer<typeof wireLine>;
export type HeaderRecord = z.infer<typeof headerRecord>;
export type CaseRecord = z.infer<typeof caseRecord>;
export type FooterRecord = z.infer<typeof footerRecord>;
export type RunRecord = z.infer<typeof runRecord>;
