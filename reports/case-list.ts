/** What `list` prints for machines: the plan of a client, before anything runs. A contract, version 1. */
import { z } from 'zod';
import { requirementRef } from './run-record.ts';

export const listedCase = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    requirements: z.array(requirementRef),
    scenario: z.string().describe('Path of the scenario file, or the id of a property.'),
    profile: z.string().describe('The smallest profile that runs it.'),
    needs: z.array(z.string()).describe('Features a client must have.'),
    applies: z
      .strictObject({ verdict: z.enum(['not_implemented', 'not_applicable']), reason: z.string() })
      .optional()
      .describe('The verdict the case will get without running. Absent: it runs, or no client was named.'),
  })
  .meta({ id: 'ListedCase' });

export const caseList = z
  .strictObject({ version: z.literal(1), cases: z.array(listedCase) })
  .meta({ id: 'CaseList', title: 'Cases of a plan, version 1' });

export type ListedCase = z.infer<typeof listedCase>;
export type CaseList = z.infer<typeof caseList>;
