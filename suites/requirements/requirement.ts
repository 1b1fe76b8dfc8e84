/** A requirement: one sentence a client can be held to, with the level that decides how a failure counts. */
import { z } from 'zod';

export const level = z.enum(['MUST', 'SHOULD', 'MAY']);

export const requirement = z
  .strictObject({
    id: z.string().regex(/^[A-Z]+-\d{3}$/, 'AREA-000'),
    level,
    says: z.string().min(1).describe('One sentence.'),
    source: z.strictObject({ title: z.string(), url: z.url() }),
    differs: z
      .string()
      .optional()
      .describe(
        'Where SDKs document another behaviour; a verdict is then judged against what the SDK documents.',
      ),
  })
  .meta({ id: 'Requirement' });

export const requirementFile = z
  .strictObject({
    $schema: z.string().optional(),
    area: z.string(),
    requirements: z.array(requirement).min(1),
  })
  .meta({ id: 'RequirementFile', title: 'Requirements of one area, version 1' });

export type Requirement = z.infer<typeof requirement> & { area: string };
export type Level = z.infer<typeof level>;
