/**
 * Reports: run.jsonl, and everything a person or CI reads, as pure functions of its records.
 * @module
 */
export {
  blame,
  caseRecord,
  failure,
  footerRecord,
  headerRecord,
  runRecord,
  verdict,
  wireLine,
} from './run-record.ts';
export type {
  Blame,
  CaseRecord,
  Failure,
  FooterRecord,
  HeaderRecord,
  Level,
  RequirementRef,
  RunRecord,
  Verdict,
  WireLine,
} from './run-record.ts';
export { RunFileError, problemText, readRun, type Run, type RunProblem } from './read-run.ts';
export { footerOf, summarise, type Durations, type Summary } from './summarise.ts';
export type { ExitCode } from './exit-code.ts';
export type { FailureGroup } from './failure-groups.ts';
export type { RequirementResult, RequirementTotals } from './requirement-results.ts';
export type { KnownRequirement, KnownRequirements } from './known-requirements.ts';
export { clientName, headlineOf, type Headline } from './headline.ts';
export { faces, isRed, type Standing, type Tone } from './verdicts.ts';
export { reportJson, runReport, type RunReport } from './report-json.ts';
export { indexHtml } from './html/index-html.ts';
export { junitXml } from './junit-xml.ts';
export { summaryMarkdown } from './summary-markdown.ts';
export { terminalSummary, type TerminalSummaryOptions } from './terminal-summary.ts';
export { progressLine, type Progress, type ProgressOptions } from './progress-line.ts';
export { caseList, listedCase, type CaseList, type ListedCase } from './case-list.ts';
export { wireTranscript, type TranscriptOptions } from './wire-transcript.ts';
