/** What a run is told. */
import type { Profile } from '../scenario/scenario.ts';
import type { Baseline } from '../baseline/baseline.ts';

export interface RunOptions {
  readonly profile: Profile;
  readonly cases: readonly string[];
  readonly requirements: readonly string[];
  readonly seed: number;
  /** How many cases may run at once, each on a client process of its own. */
  readonly concurrency: number;
  readonly baseline?: Baseline;
  /** Warnings, and missing features that a MUST needs, are failures too. */
  readonly strict: boolean;
  /** Folder for what a failing property writes. */
  readonly counterexamples: string;
  /** Real milliseconds one operation may take. */
  readonly deadlineMs: number;
  /** Whether green cases keep their wire lines too. */
  readonly transcript: boolean;
  /** The command line that repeats the run. */
  readonly command: string;
  /** A replay of one case of this run, given its id. */
  readonly replay: (caseId: string) => string;
}
