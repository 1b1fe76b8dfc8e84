/**
 * The SAML bearer grants (RFC 7522; 1.1 after the same pattern): an assertion of the AD FS that a domain is
 * federated to stands for its user.
 */
import type { Element } from '@xmldom/xmldom';
import { adfsKey } from '../adfs/adfs-key.ts';
import { immutableIdOf, isFederated, realmOf } from '../adfs/federation.ts';
import type { AssertionKind } from '../adfs/saml-assertion.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { isoSevenDigits } from '../errors/error-body.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import { accessRefusal } from '../policies/access.ts';
import { resolveScopes } from '../tokens/scopes.ts';
import { answerUserToken } from '../tokens/token-answer.ts';
import type { Tenant, User } from '../world.ts';
import { contentOf, issuerOfAssertion } from '../ws-trust/assertion-content.ts';
import { readAssertion, signedAssertion } from '../ws-trust/checked-assertion.ts';
import { entraAudience } from '../ws-trust/trust-versions.ts';
import { missing, type Grant } from './grant.ts';
import { accountRefusal } from './user-refusal.ts';

/** Clocks may differ by five minutes. */
const skew = 300_000;

/** SDKs send standard base64 with padding, MSAL Python base64url without: both are taken. */
const decoded = (assertion: string): string | undefined =>
  /^[A-Za-z0-9+/_-]+={0,2}$/.test(assertion) ? Buffer.from(assertion, 'base64').toString('utf8') : undefined;

const invalid = (kind: AssertionKind, reason: string): Refusal =>
  refuse(kind === 'saml1.1' ? 50008 : 500089, { reason });

/** The tenant one of whose domains is federated to the issuer, in the tenant of the path if it names one. */
const federatedTenant = ({ world, tenant, cloud }: EndpointContext, issuer: string): Tenant | undefined =>
  world.directory.tenants.find(
    (one) =>
      one.adfs !== undefined &&
      one.adfs.federates.length > 0 &&
      realmOf(one.adfs.host) === issuer &&
      one.cloud === cloud.id &&
      (tenant.kind !== 'tenant' || tenant.tenant === one),
  );

const userOf = (
  { world }: EndpointContext,
  kind: AssertionKind,
  signed: Element,
  home: Tenant,
): User | Refusal => {
  const { audience, bearer, subject, notBefore, notOnOrAfter } = contentOf(signed, kind);
  if (audience !== entraAudience) return invalid(kind, 'The audience is not the one expected.');
  if (!bearer) return invalid(kind, 'The subject confirmation is not bearer.');
  const now = world.clock.now();
  if (Number.isNaN(notBefore) || Number.isNaN(notOnOrAfter)) return invalid(kind, 'It has no conditions.');
  if (now < notBefore - skew || now >= notOnOrAfter + skew) {
    return refuse(500133, { now: isoSevenDigits(now), expiry: isoSevenDigits(notOnOrAfter) });
  }
  const user = world.directory.users.find(
    (one) => one.tenant === home && isFederated(one) && immutableIdOf(one) === subject,
  );
  return user ?? refuse(51004, { user: subject, tenant: home.id });
};

const checkAssertion = async (
  context: EndpointContext,
  kind: AssertionKind,
  assertion: string,
): Promise<User | Refusal> => {
  const text = decoded(assertion);
  const root = text === undefined ? undefined : readAssertion(text, kind);
  if (text === undefined || !root) return invalid(kind, 'It could not be read.');
  // What is not signed yet chooses the key only; the signed content is asked for its issuer again.
  const issuer = issuerOfAssertion(root, kind);
  const home = federatedTenant(context, issuer);
  if (!home) return refuse(50107, { realm: issuer });
  const signed = signedAssertion(text, root, kind, (await adfsKey()).certificatePem);
  if (!signed || issuerOfAssertion(signed, kind) !== issuer) {
    return invalid(kind, 'The signature could not be validated.');
  }
  return userOf(context, kind, signed, home);
};

export const samlBearer =
  (kind: AssertionKind): Grant =>
  async (context, { app, proof }) => {
    const { form } = context;
    const incomplete = missing(context, 'assertion', 'scope');
    if (incomplete) return incomplete;
    const granted = resolveScopes(context, app, form.get('scope')!);
    if (isRefusal(granted)) return granted;
    const user = await checkAssertion(context, kind, form.get('assertion')!);
    if (isRefusal(user)) return user;
    const { tenant } = user;
    const authentication = { at: context.world.clock.now(), mfa: false };
    const claims = form.get('claims');
    const refused =
      accountRefusal(user) ?? accessRefusal(context, { user, app, tenant, granted, authentication, claims });
    if (refused) return refused;
    return answerUserToken(context, {
      app,
      user,
      tenant,
      granted,
      proof,
      authentication,
      claims,
    });
  };
