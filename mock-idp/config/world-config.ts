/**
 * The config of a world: tenants, their users and apps. It is what `fixtures/worlds/*.yaml`, `serve --config`
 * and `createWorld` take. The word `generated` asks for a value made from the world's seed.
 */
import { z } from 'zod';
import { managedIdentitiesConfig } from './managed-identity-config.ts';
import { conditionalAccess, throttlingRule } from './policy-config.ts';
import { faultRule } from '../faults/fault-rule.ts';
import { customerTenantConfigs } from '../customers/customer-tenants.ts';
import { ownAuthorities } from './authority-config.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'a name in lower case: letters, digits, dashes');
const generated = z.literal('generated');

export const userConfig = z
  .strictObject({
    upn: z.string().optional().describe('Default: <name>@<first domain of the tenant>.'),
    id: z.guid().optional(),
    password: z.string().default('generated'),
    displayName: z.string().optional(),
    state: z
      .enum(['active', 'disabled', 'locked', 'password-expired', 'must-change-password'])
      .default('active'),
    mfa: z
      .enum(['none', 'required'])
      .default('none')
      .describe('required: AADSTS50076 where no browser can ask.'),
    mfaEnrolled: z
      .boolean()
      .default(true)
      .describe('false: has no second factor yet; where a policy wants one, AADSTS50079.'),
    compliantDevice: z.boolean().default(false).describe('Comes from a device that policies take.'),
    admin: z.boolean().default(false).describe('May consent for everybody.'),
    identityProvider: z
      .string()
      .optional()
      .describe('Of a B2C tenant: the account is a social one, e.g. of google.com.'),
  })
  .meta({ id: 'UserConfig' });

export const appConfig = z
  .strictObject({
    clientId: z.guid().optional(),
    name: z.string().optional(),
    kind: z.enum(['public', 'confidential']),
    audience: z
      .enum(['single-tenant', 'multi-tenant', 'multi-tenant-and-personal', 'personal'])
      .default('single-tenant'),
    alsoInClouds: z
      .array(z.string())
      .default([])
      .describe(
        "Clouds besides its tenant's that know it by the same client id, as Microsoft's own apps are.",
      ),
    secret: z.union([generated, z.string()]).optional(),
    secretState: z.enum(['valid', 'expired']).default('valid'),
    certificate: z.union([generated, z.string().describe('PEM of a certificate.')]).optional(),
    redirectUris: z.array(z.string()).default(['http://localhost']),
    exposes: z
      .strictObject({ uri: z.string().optional(), scopes: z.array(z.string()) })
      .optional()
      .describe('An API: its identifier URI (default api://<client id>) and its delegated scopes.'),
    accessTokenVersion: z
      .union([z.literal(1), z.literal(2)])
      .optional()
      .describe('Of the access tokens for this API; default: that of the endpoint asked.'),
    certificateState: z.enum(['valid', 'expired']).default('valid'),
    state: z.enum(['active', 'disabled']).default('active'),
    consent: z
      .enum(['granted', 'required', 'admin-required'])
      .default('granted')
      .describe('required: the user is asked once; admin-required: an admin is, and others wait for that.'),
    assignedTo: z
      .array(name)
      .optional()
      .describe('Names of the users who may use it, and of apps that may call it; default: all.'),
    nativeAuth: z
      .boolean()
      .default(false)
      .describe('May use the native authentication API of a CIAM tenant.'),
    family: z.boolean().default(false).describe('Member of the first-party family: `foci` in its answers.'),
  })
  .meta({ id: 'AppConfig' });

export const tenantConfig = z
  .strictObject({
    id: z.guid().optional(),
    domains: z.array(z.string()).min(1),
    cloud: z.string().optional().describe('File name in fixtures/clouds; default: the cloud of the world.'),
    ...ownAuthorities,
    ...customerTenantConfigs,
    ...conditionalAccess,
    state: z
      .enum(['active', 'blocked', 'inactive'])
      .default('active')
      .describe('blocked: AADSTS5000224, inactive: AADSTS5000225 to everybody who wants a token there.'),
    users: z.record(name, userConfig).default({}),
    guests: z
      .array(name)
      .default([])
      .describe('Names of users of other tenants, or personal accounts, who are invited here.'),
    apps: z.record(name, appConfig).default({}),
  })
  .meta({ id: 'TenantConfig' });

export const worldConfig = z
  .strictObject({
    $schema: z.string().optional(),
    cloud: z.string().default('public'),
    tenants: z.record(name, tenantConfig),
    personalAccounts: z
      .record(name, userConfig)
      .default({})
      .describe('Microsoft accounts of persons. Default user name: <name>@outlook.com.'),
    tokens: z
      .strictObject({
        expiresIn: z.int().default(3599).describe('Seconds an access token lives.'),
        continuousExpiresIn: z
          .int()
          .default(86_399)
          .describe('The same, of tokens for Graph and a client that takes claims challenges (cp1).'),
        refreshIn: z
          .int()
          .optional()
          .describe('Seconds after which a client should refresh; default: not sent.'),
        refreshTokenExpiresIn: z
          .int()
          .default(7_776_000)
          .describe('Seconds without use after which it is dead.'),
        deviceCodeExpiresIn: z.int().default(900),
        deviceCodeInterval: z.int().default(5),
        authorizationCodeExpiresIn: z.int().default(600),
      })
      .prefault({}),
    assertionReplay: z
      .enum(['accepted', 'refused'])
      .default('accepted')
      .describe(
        'A client assertion that comes again before it expires: taken, as Entra does, or refused by its jti.',
      ),
    errorSeparator: z
      .enum(['space', 'crlf'])
      .default('space')
      .describe('Between the parts of error_description.'),
    managedIdentities: managedIdentitiesConfig
      .optional()
      .describe('Those of the machine this world plays; default: it has none.'),
    region: z.string().default('westus2').describe('Azure region the machine says it is in.'),
    throttling: z.array(throttlingRule).default([]),
    faults: z.array(faultRule).default([]),
  })
  .meta({ id: 'WorldConfig', title: 'World of the mock authority, version 1' });

export type WorldConfig = z.infer<typeof worldConfig>;
/** What a caller may write: defaults left out. */
export type WorldConfigInput = z.input<typeof worldConfig>;
