/** The verdict of a run in plain sentences, the same in every report. */
import type { Run } from './read-run.ts';
import type { Summary } from './summarise.ts';
import { isRed, wasExecuted, type Tone } from './verdicts.ts';
import { counted, listed } from './plain-text.ts';

export interface Headline {
  readonly tone: Exclude<Tone, 'neutral'>;
  /** What the run came to. */
  readonly verdict: string;
  /** How much of it was shown, with its denominator. */
  readonly coverage: string;
  /** What a reader should not overlook. */
  readonly notes: readonly string[];
}

/** `msal-node 7.2.1`, or the id of the client when its adapter never said. */
export const clientName = ({ header: { client } }: Run): string =>
  client.sdk ? `${client.sdk.name} ${client.sdk.version}` : client.id;

const green = (run: Run, { counts }: Summary): string => {
  const name = clientName(run);
  if (counts.expected_fail > 0) {
    return `${name} fails nothing beyond ${counted(counts.expected_fail, 'known failure')} in the baseline.`;
  }
  const all = counts.warn + counts.info === 0;
  return `${name} conforms: ${all ? 'everything' : 'every MUST'} that was checked holds.`;
};

const failed = (run: Run, summary: Summary): string => {
  const red = run.cases.filter(
    (record) =>
      wasExecuted(record.verdict) && record.verdict !== 'unexpected_pass' && isRed(record, summary.strict),
  );
  if (red.length > 0) {
    const ids = new Set(red.map(({ id }) => id));
    const causes = summary.groups.filter((group) => group.cases.some((id) => ids.has(id))).length;
    const from = causes < red.length ? `, from ${counted(causes, 'cause')}` : '';
    return `${clientName(run)} fails ${red.length} of ${counted(summary.executed, 'executed case')}${from}.`;
  }
  const notReached = summary.counts.not_run + summary.missing;
  if (notReached > 0) return `The run is incomplete: ${counted(notReached, 'planned case')} never ran.`;
  return `${clientName(run)} lacks features that a MUST needs, and the run is strict.`;
};

const untrusted = (run: Run, { counts, recorded, planned }: Summary): string => {
  const errors = counts.adapter_error + counts.harness_error;
  if (errors > 0) {
    return `The result cannot be relied on: ${counted(errors, 'case')} ended in an adapter or harness error.`;
  }
  if (!run.footer) return `The run broke off after ${recorded} of ${counted(planned, 'planned case')}.`;
  return `The result cannot be relied on: ${counted(run.problems.length, 'problem')} in the record of the run.`;
};

const verdictOf = (run: Run, summary: Summary): string => {
  const { counts, planned, recorded, exitCode } = summary;
  switch (exitCode) {
    case 0:
      return green(run, summary);
    case 1:
      return failed(run, summary);
    case 3:
      return untrusted(run, summary);
    case 4:
      return `Nothing was verified: none of ${counted(planned, 'planned case')} put the client to the test.`;
    case 5:
      return `The baseline is stale: ${counted(counts.unexpected_pass, 'case')} it expects to fail now ${counts.unexpected_pass === 1 ? 'passes' : 'pass'}.`;
    case 130:
      return `The run was interrupted after ${recorded - counts.not_run} of ${counted(planned, 'planned case')}.`;
  }
};

const notesOf = ({ counts, missing, exitCode }: Summary): string[] => {
  const notes: string[] = [];
  if (counts.warn > 0) notes.push(`${counted(counts.warn, 'case')} short of a SHOULD`);
  if (counts.expected_fail > 0 && exitCode !== 0)
    notes.push(`${counted(counts.expected_fail, 'known failure')} in the baseline`);
  if (counts.unexpected_pass > 0 && exitCode !== 5) {
    notes.push(`${counted(counts.unexpected_pass, 'unexpected pass', 'unexpected passes')}`);
  }
  if (counts.not_implemented > 0) {
    notes.push(`${counted(counts.not_implemented, 'case')} on features the client does not have`);
  }
  const notReached = counts.not_run + missing;
  if (notReached > 0) notes.push(`${counted(notReached, 'planned case')} never ran`);
  return notes;
};

export const headlineOf = (run: Run, summary: Summary): Headline => {
  const { total, verified, notMeasured, unmet } = summary.totals;
  const rest = [
    ...(unmet > 0 ? [`${unmet} not met`] : []),
    ...(notMeasured > 0 ? [`${notMeasured} not measured`] : []),
  ];
  const shortfall = rest.length > 0 ? `; ${listed(rest)}` : '';
  // Without the plan's own list, what was never reached is not in the denominator, and the sentence says so.
  const reached = summary.missing > 0 && !run.header.requirements ? ' reached' : '';
  return {
    tone: !summary.isGreen ? 'bad' : summary.counts.warn > 0 ? 'caution' : 'good',
    verdict: verdictOf(run, summary),
    coverage: `${verified} of ${counted(total, 'requirement')}${reached} verified${shortfall}.`,
    notes: notesOf(summary),
  };
};
