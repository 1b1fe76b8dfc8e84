/** What a tenant demands before it gives tokens, and how many requests an app may make: as a world's config has it. */
import { z } from 'zod';

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'a name in lower case: letters, digits, dashes');

export const conditionalAccessPolicy = z
  .strictObject({
    users: z.array(name).optional().describe('Names of users; default: all.'),
    workloads: z
      .array(name)
      .optional()
      .describe('Names of apps whose own tokens it is about instead; `block` is all it can demand of them.'),
    apps: z.array(name).optional().describe('Names of the apps that ask; default: all.'),
    resources: z
      .array(z.string())
      .optional()
      .describe('APIs, by identifier URI or application id; default: all.'),
    require: z
      .enum(['mfa', 'external-challenge', 'compliant-device', 'block'])
      .optional()
      .describe(
        'mfa: AADSTS50076, or 50079 of users with no second factor; external-challenge: 50158; compliant-device: 53000; block: 53003.',
      ),
    signInFrequency: z
      .int()
      .min(1)
      .optional()
      .describe('Seconds a sign-in is good for; AADSTS70043 of a refresh token after that.'),
  })
  .refine(
    ({ require, signInFrequency }) => require !== undefined || signInFrequency !== undefined,
    'a policy demands something: require, signInFrequency or both',
  )
  .meta({ id: 'ConditionalAccessPolicy' });

export type ConditionalAccessPolicy = z.infer<typeof conditionalAccessPolicy>;

export const throttlingRule = z
  .strictObject({
    app: name.optional().describe('Name of the app; default: each app by itself.'),
    grant: z.string().optional().describe('Only token requests with this grant_type.'),
    requests: z.int().min(0).describe('So many requests pass in a window.'),
    windowSeconds: z.int().min(1).describe('Of the time of the world.'),
    aadsts: z
      .int()
      .default(90055)
      .describe('What the others are refused with; 50196 is the other usual one.'),
    status: z.int().min(400).max(599).default(429),
    retryAfter: z
      .int()
      .optional()
      .describe('Seconds in Retry-After; default: until the next request would pass.'),
  })
  .meta({ id: 'ThrottlingRule' });

export type ThrottlingRule = z.infer<typeof throttlingRule>;

/** A member of a tenant's config. */
export const conditionalAccess = {
  conditionalAccess: z.record(name, conditionalAccessPolicy).default({}),
};
