/** `report.json`: the summed-up run for machines. A contract, version 1. The wire and the logs stay in run.jsonl. */
import { z } from 'zod';
import { blame, caseRecord, failure, headerRecord, requirementRef, verdict } from './run-record.ts';
import { clientName, headlineOf } from './headline.ts';
import type { KnownRequirements } from './known-requirements.ts';
import type { Run } from './read-run.ts';
import type { Summary } from './summarise.ts';
import { notMeasured } from './verdicts.ts';

const standing = z.union([verdict, z.literal(notMeasured)]);
const count = z.int().min(0);

const requirementTotals = z
  .strictObject({
    total: count,
    verified: count.describe('Every case that put it to the test passed.'),
    notMeasured: count,
    unmet: count.describe('Put to the test and not shown to hold.'),
  })
  .meta({ id: 'RequirementTotals' });

const requirementResult = z
  .strictObject({
    ...requirementRef.shape,
    area: z.string().optional(),
    says: z.string().optional(),
    source: z.strictObject({ title: z.string(), url: z.string() }).optional(),
    verdict: standing.describe('The worst of its cases.'),
    cases: z.array(z.strictObject({ id: z.string(), verdict: standing })),
  })
  .meta({ id: 'RequirementResult' });

const failureGroup = z
  .strictObject({
    fingerprint: z.string(),
    verdict,
    blame: blame.optional(),
    requirements: z.array(z.string()),
    message: z.string(),
    count,
    cases: z.array(z.string()),
    failure: failure.optional(),
    replay: z.string(),
  })
  .meta({ id: 'FailureGroup' });

const reportCase = z.strictObject({
  ...caseRecord.omit({ type: true, wire: true, log: true }).shape,
});

export const runReport = z
  .strictObject({
    version: z.literal(1),
    green: z.boolean(),
    exitCode: z.int(),
    headline: z.string(),
    run: z.strictObject({
      ...headerRecord.omit({ type: true, version: true, run: true, planned: true }).shape,
      id: z.string(),
      name: z.string().describe('SDK and version, or the id of the client.'),
      finishedAt: z.iso.datetime().optional().describe('Absent when the run broke off.'),
      interrupted: z.boolean(),
      strict: z.boolean(),
    }),
    cases: z.strictObject({
      planned: count,
      recorded: count,
      executed: count,
      missing: count.describe('Planned, without a record.'),
      counts: z.record(verdict, count),
    }),
    requirements: z.strictObject({
      totals: requirementTotals,
      byLevel: z.strictObject({
        MUST: requirementTotals,
        SHOULD: requirementTotals,
        MAY: requirementTotals,
      }),
      results: z.array(requirementResult),
    }),
    failureGroups: z.array(failureGroup),
    durations: z.strictObject({
      runMs: z.number().optional(),
      casesMs: z.number(),
      medianMs: z.number(),
      p95Ms: z.number(),
      slowest: z.array(z.strictObject({ id: z.string(), durationMs: z.number() })),
    }),
    results: z.array(reportCase),
    problems: z
      .array(z.strictObject({ line: z.int().optional(), key: z.string().optional(), message: z.string() }))
      .describe('What is wrong with run.jsonl itself.'),
  })
  .meta({ id: 'RunReport', title: 'Report of a run, version 1' });

export type RunReport = z.infer<typeof runReport>;

const toReport = (run: Run, summary: Summary, known: KnownRequirements): RunReport => {
  const { header } = run;
  const { verdict: sentence, coverage } = headlineOf(run, summary);
  return {
    version: 1,
    green: summary.isGreen,
    exitCode: summary.exitCode,
    headline: `${sentence} ${coverage}`,
    run: {
      id: header.run,
      name: clientName(run),
      startedAt: header.startedAt,
      seed: header.seed,
      suite: header.suite,
      client: header.client,
      profile: header.profile,
      command: header.command,
      ...(run.footer && { finishedAt: run.footer.finishedAt }),
      interrupted: summary.interrupted,
      strict: summary.strict,
    },
    cases: {
      planned: summary.planned,
      recorded: summary.recorded,
      executed: summary.executed,
      missing: summary.missing,
      counts: summary.counts,
    },
    requirements: {
      totals: summary.totals,
      byLevel: summary.totalsByLevel,
      results: summary.requirements.map(({ cases, ...result }) => {
        const about = known.get(result.id);
        return {
          ...result,
          ...(about && { area: about.area, says: about.says, source: about.source }),
          cases: [...cases],
        };
      }),
    },
    failureGroups: summary.groups.map((group) => ({
      ...group,
      requirements: [...group.requirements],
      cases: [...group.cases],
    })),
    durations: { ...summary.durations, slowest: [...summary.durations.slowest] },
    results: run.cases.map(({ type: _case, wire: _wire, log: _log, ...rest }) => rest),
    problems: [...run.problems],
  };
};

/** The text of `report.json`. */
export const reportJson = (run: Run, summary: Summary, known: KnownRequirements): string =>
  `${JSON.stringify(toReport(run, summary, known), null, 2)}\n`;
