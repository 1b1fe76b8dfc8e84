// Prints `N passed, N failed` of a vitest JSON report or of a report.json of the suites.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));

if (typeof report.numPassedTests === 'number') {
  console.log(`${report.numPassedTests} passed, ${report.numFailedTests} failed`);
} else {
  const counts = report.cases.counts;
  const red = ['fail', 'timeout', 'crash', 'adapter_error', 'harness_error', 'unexpected_pass', 'not_run'];
  const failed = red.reduce((sum, verdict) => sum + (counts[verdict] ?? 0), 0);
  console.log(`${counts.pass ?? 0} passed, ${failed} failed`);
}
