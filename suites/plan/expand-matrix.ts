/** Multiplies a scenario by its matrix: every combination of axis values, in the order in which they are written. */
import type { Scenario } from '../scenario/scenario.ts';

export interface Combination {
  /** `cloud=usgov lifetime=just-inside`; empty without a matrix. */
  readonly label: string;
  /** What templates see: the plain value of an axis, or the members of a named value. */
  readonly names: Readonly<Record<string, unknown>>;
}

export const expandMatrix = (matrix: Scenario['matrix']): Combination[] =>
  Object.entries(matrix ?? {}).reduce<Combination[]>(
    (combinations, [axis, values]) => {
      const options: [label: string, value: unknown][] = Array.isArray(values)
        ? values.map((value) => [String(value), value])
        : Object.entries(values);
      return combinations.flatMap(({ label, names }) =>
        options.map(([option, value]) => ({
          label: `${label}${label === '' ? '' : ' '}${axis}=${option}`,
          names: { ...names, [axis]: value },
        })),
      );
    },
    [{ label: '', names: {} }],
  );
