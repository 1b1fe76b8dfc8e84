/**
 * A property: random commands, a model that knows what each must come to, and the scenario steps that ask a
 * client the same. A failure is therefore an ordinary scenario.
 */
import type fc from 'fast-check';
import type { FeatureId } from '../../client-under-test/index.ts';
import type { Profile } from '../scenario/scenario.ts';
import type { Step } from '../scenario/steps.ts';

export interface Property {
  /** `property/<name>`: the id of its case. */
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly requirements: readonly string[];
  readonly needs: readonly FeatureId[];
  readonly profile: Profile;
  /** File in `fixtures/worlds`. */
  readonly world: string;
  /** How many command sequences a run tries. */
  readonly runs: number;
  /** Steps with the model's expectations in them; shrinks as the commands behind them shrink. */
  readonly steps: fc.Arbitrary<Step[]>;
}
