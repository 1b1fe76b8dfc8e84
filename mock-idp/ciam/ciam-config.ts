/** What makes a tenant an external one (Entra External ID, CIAM): its hosts, and how its customers sign in and up. */
import { z } from 'zod';

const host = z.string().regex(/^[a-z0-9.-]+$/, 'a host name in lower case');

export const ciamConfig = z
  .strictObject({
    host: host.optional().describe('Default: <first label of the first domain>.ciamlogin.com.'),
    customDomain: host.optional(),
    signIn: z
      .enum(['password', 'one-time-code'])
      .default('password')
      .describe('What customers prove themselves with; one-time-code: a code sent by email.'),
    attributes: z
      .record(z.string(), z.strictObject({ regex: z.string().optional() }))
      .default({})
      .describe('What sign-up requires besides the email address, by name: displayName, postalCode ...'),
    passwordResetPolls: z
      .int()
      .min(0)
      .default(1)
      .describe('How often poll_completion says in_progress before it says succeeded.'),
  })
  .meta({ id: 'CiamConfig' });

export interface CiamTenant extends z.infer<typeof ciamConfig> {
  readonly host: string;
}
