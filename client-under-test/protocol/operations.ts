/**
 * The operations of adapter protocol v1: one entry a method, with what an adapter does, the schema of its
 * parameters, and that of the value it returns when the SDK succeeds. Adapters ignore parameters they do not know.
 *
 * Handles (`as`, `client`) are chosen by the harness and live until `case.end`.
 */
import { z } from 'zod';
import { account, sdkError, tokenResult } from './normal-forms.ts';
import { featureId, featureSupport } from './features.ts';

const handle = z.string().min(1).describe('A name the harness chose.');
const scopes = z.array(z.string());
const nothing = z.strictObject({});

/** What every token operation takes besides its own parameters. */
const request = {
  client: handle,
  scopes,
  claims: z.string().optional().describe('JSON of a claims request.'),
  authority: z.url().optional().describe('Authority for this call only.'),
  correlationId: z.guid().optional(),
};

export const clockMode = z
  .enum(['inject', 'process', 'none'])
  .describe(
    'inject: the SDK takes a clock; process: the adapter moves its own process clock; none: real time.',
  );

export const credential = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('secret'), secret: z.string() }),
  z.strictObject({
    type: z.literal('certificate'),
    certificatePem: z.string(),
    privateKeyPem: z.string().describe('PKCS#8'),
    sendX5c: z.boolean().optional().describe('Put the certificate itself into the assertion header.'),
  }),
]);

export const operations = {
  initialize: {
    does: 'Says what it wraps and what that can do. Always the first request, and sent again after a restart.',
    params: z.object({
      protocol: z.strictObject({ min: z.int(), max: z.int() }),
      run: z.object({ id: z.string(), seed: z.int() }),
      env: z.object({
        caPemPath: z.string().optional(),
        proxyUrl: z.string().optional(),
        tmpDir: z.string().optional(),
      }),
    }),
    value: z.strictObject({
      protocol: z.literal(1, {
        error: ({ input }) => `the harness speaks version 1, the adapter answered ${JSON.stringify(input)}`,
      }),
      adapter: z.strictObject({ name: z.string(), version: z.string() }),
      sdk: z.strictObject({
        name: z.string(),
        version: z.string(),
        language: z.string(),
        runtime: z.string(),
      }),
      features: z.partialRecord(featureId, featureSupport).describe('What is not listed is `none`.'),
      clock: clockMode,
      maxConcurrency: z.int().min(1).describe('Cases that may run at once in this process.'),
    }),
  },
  'case.start': {
    does: 'Begins a case with nothing left over from the one before: no client, no cache, no throttling. Sets the clock, if it has one.',
    params: z.object({
      case: z.string().describe('For logging; an adapter that branches on it is dishonest.'),
      nowMs: z
        .int()
        .optional()
        .describe('Unix milliseconds at which the clock stands; absent with clock mode none.'),
    }),
    value: nothing,
  },
  'case.end': {
    does: 'Drops every handle of the case.',
    params: z.object({}),
    value: nothing,
  },
  'clock.set': {
    does: 'Moves the clock of the SDK. Not sent with clock mode `none`.',
    params: z.object({ nowMs: z.int().describe('Unix milliseconds; the clock then stands still.') }),
    value: nothing,
  },
  'client.create': {
    does: 'Creates an application object of the SDK, with an empty cache, and keeps it under `as`.',
    params: z.object({
      as: handle,
      kind: z.enum(['public', 'confidential']),
      clientId: z.string(),
      authority: z.string(),
      redirectUri: z.string().optional(),
      credential: credential.optional(),
      capabilities: z.array(z.string()).optional(),
      instanceDiscovery: z.boolean().optional().describe('false turns instance discovery off.'),
      knownAuthorities: z.array(z.string()).optional(),
    }),
    value: nothing,
  },
  'client.authorizationUrl': {
    does: 'Gives the URL at which a user would sign in, and does nothing with it.',
    params: z.object({
      ...request,
      redirectUri: z.string(),
      responseMode: z.enum(['query', 'fragment', 'form_post']).optional(),
      state: z.string().optional(),
      nonce: z.string().optional(),
      codeChallenge: z.string().optional(),
      codeChallengeMethod: z.enum(['S256', 'plain']).optional(),
      prompt: z.string().optional(),
      loginHint: z.string().optional(),
      domainHint: z.string().optional(),
    }),
    value: z.strictObject({ url: z.url() }),
  },
  'token.authorizationCode': {
    does: 'Redeems a code the harness brings.',
    params: z.object({
      ...request,
      code: z.string(),
      redirectUri: z.string(),
      codeVerifier: z.string().optional(),
      state: z.string().optional().describe('The state that was sent.'),
      receivedState: z.string().optional().describe('The state that came back; the SDK is to compare.'),
      nonce: z
        .string()
        .optional()
        .describe("The nonce that was sent; the SDK is to compare the ID token's with it."),
    }),
    value: tokenResult,
  },
  'token.interactive': {
    does: 'Signs a user in through a browser: `user.openUrl` with the URL the SDK would open; the SDK listens for the answer itself.',
    params: z.object({ ...request, prompt: z.string().optional(), loginHint: z.string().optional() }),
    value: tokenResult,
  },
  'token.deviceCode': {
    does: 'Signs a user in on another device: sends the notification `deviceCode`, then lets the SDK poll.',
    params: z.object(request),
    value: tokenResult,
  },
  'token.silent': {
    does: 'Gets a token for a known account, as the SDK does without a user.',
    params: z.object({ ...request, homeAccountId: z.string(), forceRefresh: z.boolean().optional() }),
    value: tokenResult,
  },
  'token.refreshToken': {
    does: 'Redeems a refresh token the harness brings.',
    params: z.object({ ...request, refreshToken: z.string() }),
    value: tokenResult,
  },
  'token.clientCredentials': {
    does: 'Gets a token for the application itself.',
    params: z.object({ ...request, forceRefresh: z.boolean().optional() }),
    value: tokenResult,
  },
  'token.onBehalfOf': {
    does: "Exchanges a user's token for one of a downstream API.",
    params: z.object({ ...request, assertion: z.string(), forceRefresh: z.boolean().optional() }),
    value: tokenResult,
  },
  'token.usernamePassword': {
    does: "Gets a token with a user's name and password.",
    params: z.object({ ...request, username: z.string(), password: z.string() }),
    value: tokenResult,
  },
  'account.list': {
    does: 'Lists the accounts the SDK knows, in its order.',
    params: z.object({ client: handle }),
    value: z.strictObject({ accounts: z.array(account) }),
  },
  'account.remove': {
    does: 'Signs an account out of the cache.',
    params: z.object({ client: handle, homeAccountId: z.string() }),
    value: nothing,
  },
  'cache.export': {
    does: 'Gives the token cache as JSON of the unified schema, as the SDK serialises it.',
    params: z.object({ client: handle }),
    value: z.strictObject({ cache: z.string() }),
  },
  'cache.import': {
    does: "Loads such JSON into the SDK's cache.",
    params: z.object({ client: handle, cache: z.string() }),
    value: nothing,
  },
  shutdown: {
    does: 'Answers, then ends the process. So does the end of input.',
    params: z.object({}),
    value: nothing,
  },
} as const;

export type Method = keyof typeof operations;
export type Params<M extends Method> = z.infer<(typeof operations)[M]['params']>;
export type Value<M extends Method> = z.infer<(typeof operations)[M]['value']>;

/** What an operation came to. A JSON-RPC error, by contrast, says that the adapter itself failed. */
export const outcomeOf = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('ok'), value }),
    z.strictObject({ outcome: z.literal('error'), error: sdkError }),
    z.strictObject({ outcome: z.literal('unsupported'), reason: z.string().optional() }),
  ]);

export type Outcome<T> =
  | { outcome: 'ok'; value: T }
  | { outcome: 'error'; error: z.infer<typeof sdkError> }
  | { outcome: 'unsupported'; reason?: string | undefined };

/** Requests and notifications that go from the adapter to the harness. */
export const reverse = {
  'user.openUrl': {
    does: 'The SDK wants a browser, and the harness is the browser. Answered when the pages are done with.',
    params: z.object({ url: z.url() }),
    value: nothing,
  },
  'clock.sleep': {
    does: 'The SDK sleeps (clock mode `inject`): the harness moves time on and says what time it then is.',
    params: z.object({ ms: z.number().min(0) }),
    value: z.strictObject({ nowMs: z.int() }),
  },
} as const;

export type ReverseMethod = keyof typeof reverse;

export const notifications = {
  /** What the SDK would show the user who signs in on another device. */
  deviceCode: z.object({
    client: handle,
    userCode: z.string(),
    verificationUri: z.string(),
    message: z.string(),
    expiresInSeconds: z.number().optional(),
    intervalSeconds: z.number().optional(),
  }),
  /** A line the SDK logged. */
  log: z.object({
    level: z.enum(['error', 'warn', 'info', 'debug']),
    text: z.string(),
    containsPii: z.boolean().optional(),
  }),
} as const;

export type NotificationMethod = keyof typeof notifications;
