/** What makes a tenant one of Azure AD B2C: its hosts, its policies, the identity providers its users may come from. */
import { z } from 'zod';

const host = z.string().regex(/^[a-z0-9.-]+$/, 'a host name in lower case');

export const b2cPolicyKind = z.enum(['sign-in', 'sign-up-or-sign-in', 'edit-profile', 'password-reset']);
export type B2cPolicyKind = z.infer<typeof b2cPolicyKind>;

const everyKind: Readonly<Record<string, B2cPolicyKind>> = {
  B2C_1_sign_in: 'sign-in',
  B2C_1_susi: 'sign-up-or-sign-in',
  B2C_1_edit_profile: 'edit-profile',
  B2C_1_reset_password: 'password-reset',
};

export const b2cConfig = z
  .strictObject({
    host: host.optional().describe('Default: <first label of the first domain>.b2clogin.com.'),
    customDomain: host.optional(),
    policies: z
      .record(
        z.string().regex(/^b2c_1a?_[\w-]+$/i, 'a name that begins with B2C_1_ or B2C_1A_'),
        b2cPolicyKind,
      )
      .default(everyKind)
      .describe('What each user flow or custom policy does.'),
    identityProviders: z
      .array(z.string())
      .default([])
      .describe('Each has a button, e.g. google.com; its users name it in identityProvider.'),
    policyClaim: z.enum(['tfp', 'acr']).default('tfp').describe('The claim that names the policy.'),
    issuer: z
      .enum(['tenant', 'policy'])
      .default('tenant')
      .describe('policy: https://<host>/tfp/<tenant id>/<policy>/v2.0/.'),
  })
  .meta({ id: 'B2cConfig' });

export interface B2cTenant extends z.infer<typeof b2cConfig> {
  readonly host: string;
}
