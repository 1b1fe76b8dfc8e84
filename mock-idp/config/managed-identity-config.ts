/** The managed identities of the machine a world plays, as its config has them. */
import { z } from 'zod';

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'a name in lower case: letters, digits, dashes');

const identity = z
  .strictObject({
    clientId: z.guid().optional(),
    objectId: z.guid().optional(),
    resourceId: z.string().startsWith('/subscriptions/').optional().describe('What `xms_mirid` says.'),
  })
  .meta({ id: 'ManagedIdentityConfig' });

export const managedIdentitiesConfig = z
  .strictObject({
    tenant: name.optional().describe('Name of the tenant they belong to; default: the first.'),
    system: identity.optional().describe('`{}` for one made from the seed; left out, there is none.'),
    userAssigned: z.record(name, identity).default({}),
    expiresIn: z.int().default(86_399).describe('Seconds a token of a managed identity lives.'),
  })
  .meta({ id: 'ManagedIdentitiesConfig' });

export type ManagedIdentitiesConfig = z.infer<typeof managedIdentitiesConfig>;
