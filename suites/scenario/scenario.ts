/** A scenario file: data that says what a client must do, multiplied by its matrix into cases. */
import { z } from 'zod';
import { featureId } from '../../client-under-test/index.ts';
import { step } from './steps.ts';

const matrixValue = z.union([z.string(), z.number(), z.boolean()]);

export const profileName = z.enum(['smoke', 'core', 'full']);

export const scenario = z
  .strictObject({
    $schema: z.string().optional(),
    id: z
      .string()
      .regex(/^[a-z0-9-]+(\/[a-z0-9-]+)+$/, 'area/name in lower case with dashes; the path of the file'),
    title: z.string().min(1).describe('One sentence that is true of a conforming client.'),
    why: z.string().min(1).describe('What goes wrong for a caller when it is not.'),
    requirements: z.array(z.string()).min(1),
    profile: profileName.default('core').describe('The smallest profile that runs it.'),
    needs: z.array(featureId).min(1).describe('Features a client must have for this to apply.'),
    matrix: z
      .record(
        z.string().regex(/^[a-z][a-zA-Z]*$/),
        z.union([z.array(matrixValue).min(1), z.record(z.string(), z.record(z.string(), matrixValue))]),
      )
      .optional()
      .describe('Axes; every combination is a case. `cloud` also decides the cloud of the world.'),
    world: z.string().describe('Name of a file in fixtures/worlds.'),
    steps: z.array(step).min(1),
  })
  .meta({ id: 'Scenario', title: 'Conformance scenario, version 1' });

export type Scenario = z.infer<typeof scenario>;
export type Profile = z.infer<typeof profileName>;
