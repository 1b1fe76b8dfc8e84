/**
 * The normal forms in which every adapter speaks of what its SDK gave back: a token, an account, an error.
 * One meaning per field, whatever the SDK calls it. Operations and messages live beside this file.
 */
import { z } from 'zod';

export const account = z
  .strictObject({
    homeAccountId: z.string().describe('`uid.utid` for Entra; what the SDK returns for other authorities.'),
    environment: z.string().describe('Host under which the SDK keeps the account.'),
    username: z.string(),
    tenantId: z.string().optional(),
    localAccountId: z.string().optional(),
    name: z.string().optional(),
  })
  .meta({ id: 'Account' });

export const tokenResult = z
  .strictObject({
    accessToken: z.string(),
    tokenType: z.string(),
    scopes: z.array(z.string()).describe('As the SDK lists them, in its order.'),
    source: z.enum(['cache', 'network']).describe('Where the access token came from, as the SDK says.'),
    expiresOnMs: z.int().optional().describe('Unix time in milliseconds.'),
    refreshOnMs: z.int().optional().describe('Unix time in milliseconds from which the SDK refreshes early.'),
    idToken: z.string().optional(),
    tenantId: z.string().optional(),
    account: account.optional(),
    correlationId: z.string().optional(),
  })
  .meta({ id: 'TokenResult' });

/** Which kind of failure the SDK reports. The mapping is the adapter's one judgement; `unknown` is always allowed. */
export const errorKinds = {
  interaction_required: "the user must act: the SDK's own interaction-required error",
  service: 'the authority answered with an OAuth error',
  response: "the authority's answer could not be understood",
  throttled: 'the SDK kept the request back because of an earlier answer',
  network: 'no answer: refused, reset, timed out',
  client: 'the SDK refused before or after the wire: bad argument, no account, state mismatch',
  cancelled: 'the user or the caller stopped it',
  unknown: 'none of these, or the SDK does not say',
} as const;

export type ErrorKind = keyof typeof errorKinds;

export const errorKind = z
  .enum(Object.keys(errorKinds) as [ErrorKind, ...ErrorKind[]])
  .meta({ id: 'ErrorKind' });

export const sdkError = z
  .strictObject({
    kind: errorKind,
    sdkType: z.string().describe("The SDK's own exception type."),
    sdkCode: z.string().optional().describe("The SDK's own error code."),
    message: z.string(),
    oauthError: z.string().optional().describe('`error` of the authority (RFC 6749 section 5.2).'),
    suberror: z.string().optional(),
    aadsts: z.array(z.int()).optional().describe('`error_codes` of the authority.'),
    claims: z.string().optional().describe('Claims challenge, as the SDK exposes it.'),
    httpStatus: z.int().optional(),
    retryAfterMs: z.int().optional(),
    correlationId: z.string().optional(),
  })
  .meta({ id: 'SdkError' });

export type Account = z.infer<typeof account>;
export type TokenResult = z.infer<typeof tokenResult>;
export type SdkError = z.infer<typeof sdkError>;
