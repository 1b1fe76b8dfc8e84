/**
 * The authorities a tenant can have besides Entra: an AD FS, a dSTS, an OpenID provider. Each has a host of its own
 * and knows the tenant's users and apps, so that one world can be asked by every kind of authority.
 */
import { z } from 'zod';

const host = z.string().regex(/^[a-z0-9.-]+$/, 'a host name in lower case');

export const adfsConfig = z
  .strictObject({
    host: host.describe('Host of the farm, e.g. fs.contoso.example.'),
    federates: z
      .array(z.string())
      .default([])
      .describe('Domains of the tenant whose users Entra sends here to sign in.'),
    integratedUser: z
      .string()
      .optional()
      .describe('Name of the user whom `Authorization: Negotiate` proves at windowstransport.'),
    assertion: z
      .enum(['saml1.1', 'saml2.0'])
      .default('saml1.1')
      .describe('What WS-Trust issues to clients that ask for no kind of token.'),
  })
  .meta({ id: 'AdfsConfig' });

export const dstsConfig = z.strictObject({ host }).meta({ id: 'DstsConfig' });

export const oidcConfig = z
  .strictObject({ host: host.describe('Host of the issuer, e.g. idp.fabrikam.example.') })
  .meta({ id: 'OidcConfig' });

/** Members of a tenant's config. */
export const ownAuthorities = {
  adfs: adfsConfig.optional(),
  dsts: dstsConfig.optional(),
  oidc: oidcConfig.optional(),
};

export interface OwnAuthorities {
  readonly adfs?: z.infer<typeof adfsConfig>;
  readonly dsts?: z.infer<typeof dstsConfig>;
  readonly oidc?: z.infer<typeof oidcConfig>;
}
