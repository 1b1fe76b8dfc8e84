/**
 * The suites: fixtures, a client and the mock authority make a plan of cases, and the cases make verdicts.
 * @module
 */
export { requirement, requirementFile, type Level, type Requirement } from './requirements/requirement.ts';
export { readRequirements, type Requirements } from './requirements/read-requirements.ts';
export { profileName, scenario, type Profile, type Scenario } from './scenario/scenario.ts';
export { readScenario } from './scenario/read-scenario.ts';
export { applicability, type Applicability } from './plan/applicability.ts';
export type { Case } from './plan/case.ts';
export { makePlan, type Selection } from './plan/plan.ts';
export { baseline, type Baseline } from './baseline/baseline.ts';
export type { RunOptions } from './run/run-options.ts';
export { conductRun, type RunEnd, type RunListener } from './run/conduct-run.ts';
export { inProcessClients, openClients, type Clients } from './run/open-client.ts';
export { examine } from './doctor/examine.ts';
export type { Finding } from './doctor/finding.ts';
