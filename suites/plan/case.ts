/** A case: one scenario in one combination of its matrix, or one property. The unit that gets a verdict. */
import type { Level } from '../requirements/requirement.ts';
import type { Profile, Scenario } from '../scenario/scenario.ts';
import type { FeatureId } from '../../client-under-test/index.ts';

interface CaseBase {
  /** `area/name[axis=value ...]`, unique in the plan. */
  readonly id: string;
  readonly title: string;
  /** Path of the file that holds it, as a person of the repo would write it. */
  readonly file: string;
  readonly requirements: readonly { readonly id: string; readonly level: Level }[];
  readonly profile: Profile;
  readonly needs: readonly FeatureId[];
  /** Whether time must be moved while it runs. */
  readonly movesTime: boolean;
  /** Whether it measures the time between requests, which a clock that stands still cannot show. */
  readonly measuresTime?: boolean;
}

export interface ScenarioCase extends CaseBase {
  readonly kind: 'scenario';
  readonly scenario: Scenario;
  /** Values of the matrix axes. */
  readonly names: Readonly<Record<string, unknown>>;
}

export interface PropertyCase extends CaseBase {
  readonly kind: 'property';
  readonly property: string;
}

export type Case = ScenarioCase | PropertyCase;
