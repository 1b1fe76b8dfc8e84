/**
 * The steps a scenario is made of. Each kind is named by the one key that only it has (`create`, `acquire` ...),
 * so a file reads aloud and a wrong key is found in the right schema.
 *
 * Strings may hold templates, `{app.clientId}`: see `context.ts` for the names they may use.
 */
import { z } from 'zod';
import { faultRule } from '../../mock-idp/index.ts';
import { duration } from './values.ts';
import { expectations, type Expectations } from './expectation.ts';

const name = z.string().min(1);
const flag = z.union([z.boolean(), z.string()]).describe('true, false or a template');

/** How the person in front of the pages behaves from now on. */
export const person = z
  .strictObject({
    signsIn: z.string().optional().describe('Name of the user who signs in.'),
    password: z.string().optional().describe("What they type; default: the user's password."),
    consents: z.boolean().optional().describe('Answer to the consent page; default true.'),
    cancels: z.boolean().optional().describe('Presses Cancel on the sign-in page.'),
    deviceCode: z.enum(['approves', 'declines', 'ignores']).optional(),
    afterPolls: z
      .int()
      .min(0)
      .optional()
      .describe('Device code: acts after so many polls were told to wait.'),
  })
  .meta({ id: 'Person' });

const acquireBase = {
  client: name,
  scopes: z.array(z.string()).default([]),
  claims: z.string().optional(),
  authority: z
    .string()
    .optional()
    .describe('For this call only: a word as in create, a tenant id or domain, or an absolute URL.'),
  correlationId: z.string().optional(),
  as: name
    .optional()
    .describe(
      'Name under which the value is kept for later templates, and with it what was sent: {NAME.wire.token.0.form.scope}.',
    ),
  expect: expectations.optional(),
};

const sequentialSteps = {
  create: z.strictObject({
    create: z.enum(['public', 'confidential']),
    as: name,
    app: name.optional().describe('Name of the app in the world; default: the name in `as`.'),
    authority: z
      .string()
      .optional()
      .describe('tenant-id (default), tenant-domain, common, organizations, consumers, or an absolute URL.'),
    tenant: name.optional().describe("Tenant in the world; default: the app's."),
    host: z.string().optional().describe("Login host; default: the cloud's preferred one."),
    credential: z
      .enum(['secret', 'certificate', 'none'])
      .optional()
      .describe('Default: secret when confidential.'),
    secret: z.string().optional().describe('A secret other than the right one.'),
    sendX5c: z.boolean().optional(),
    redirectUri: z.string().optional(),
    capabilities: z.array(z.string()).optional(),
    instanceDiscovery: z.boolean().optional(),
    knownAuthorities: z.array(z.string()).optional(),
    expect: expectations.optional(),
  }),
  acquire: z.strictObject({
    acquire: z
      .enum([
        'client-credentials',
        'authorization-code',
        'interactive',
        'device-code',
        'silent',
        'refresh-token',
        'on-behalf-of',
        'username-password',
      ])
      .describe(
        'Value: the token result; of device-code also `prompt`, {userCode, verificationUri, message}.',
      ),
    ...acquireBase,
    forceRefresh: flag.optional(),
    account: z.string().optional().describe('silent: home account id, usually a template.'),
    redirect: name
      .optional()
      .describe('authorization-code: name of the `authorize` step whose code is redeemed.'),
    code: z.string().optional().describe('authorization-code: a code other than the one received.'),
    codeVerifier: z.string().optional().describe('authorization-code: a verifier other than the right one.'),
    receivedState: z.string().optional().describe('authorization-code: a state other than the one received.'),
    refreshToken: z.string().optional(),
    assertion: z.string().optional().describe('on-behalf-of: the incoming access token.'),
    username: z.string().optional(),
    password: z.string().optional(),
    prompt: z.string().optional(),
    loginHint: z.string().optional(),
  }),
  authorize: z
    .strictObject({
      authorize: name.describe(
        'The client that builds the URL; the person of the last `user` step walks the pages.',
      ),
      scopes: z.array(z.string()),
      as: name,
      pkce: z.enum(['S256', 'plain', 'none']).default('S256'),
      responseMode: z.enum(['query', 'fragment', 'form_post']).optional(),
      nonce: z.string().optional(),
      prompt: z.string().optional(),
      loginHint: z.string().optional(),
      claims: z.string().optional(),
      authority: z.string().optional(),
      redirectUri: z.string().optional(),
      expect: expectations.optional(),
    })
    .describe('Value: {url, code, state, sentState, verifier, error, errorDescription, clientInfo}.'),
  user: z.strictObject({ user: person }),
  answer: z.strictObject({ answer: z.union([faultRule, z.literal('normally')]) }),
  advance: z.strictObject({ advance: duration }),
  revoke: z.strictObject({ revoke: name.describe('User whose refresh tokens and sessions end.') }),
  accounts: z
    .strictObject({ accounts: name, as: name.optional(), expect: expectations })
    .describe('Lists the accounts of a client; value {accounts: [...], count}.'),
  'remove-account': z.strictObject({
    'remove-account': name,
    account: z.string(),
    expect: expectations.optional(),
  }),
  'export-cache': z
    .strictObject({ 'export-cache': name, as: name.optional(), expect: expectations.optional() })
    .describe(
      'Value {text, entries: {AccessToken: [...], RefreshToken: [...], IdToken, Account, AppMetadata}}.',
    ),
  'import-cache': z.strictObject({
    'import-cache': name,
    from: z.string().optional().describe('Template of an exported cache text.'),
    cache: z.json().optional().describe('A unified-schema cache written here.'),
    expect: expectations.optional(),
  }),
  call: z
    .strictObject({ call: z.literal('graph-me'), token: z.string(), expect: expectations })
    .describe('Calls Microsoft Graph /v1.0/me with a token; value {status, body}.'),
  logs: z
    .strictObject({ logs: z.literal('leak-nothing'), checks: z.array(z.string()).optional() })
    .describe('No secret, token or password of this world appears in what the adapter has logged so far.'),
} as const;

type Sequential = {
  [K in keyof typeof sequentialSteps]: z.infer<(typeof sequentialSteps)[K]>;
}[keyof typeof sequentialSteps];
type Parallel = { parallel: Step[]; expect?: Expectations | undefined };
export type Step = Sequential | Parallel;

const parallel: z.ZodType<Parallel> = z.strictObject({
  parallel: z
    .array(z.lazy(() => step))
    .min(2)
    .describe('Steps started together.'),
  expect: expectations.optional().describe('Its `wire` speaks of all of them.'),
});

export const steps = { ...sequentialSteps, parallel };

export type StepKind = keyof typeof steps;

export const step: z.ZodType<Step> = z
  .union(Object.values(steps) as unknown as [z.ZodType<Step>, z.ZodType<Step>])
  .meta({ id: 'Step' });
