/** What stands in the tokens: names and order as in recorded ones (the times, then alphabetical). */
import { createHash } from 'node:crypto';
import type { Cloud } from '../clouds/cloud.ts';
import { isPersonal } from '../directory/personal-accounts.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { Authentication, GrantedScopes } from '../state.ts';
import type { App, Tenant, User } from '../world.ts';
import { issuerOf, objectIdIn, pairwiseSubject, servicePrincipalIdIn, utiOf } from './identifiers.ts';
import { scopeClaim } from './scopes.ts';

type Claims = Readonly<Record<string, unknown>>;

/** How the client proved who it is: the `azpacr` claim. */
export type ClientProof = 'none' | 'secret' | 'certificate';

const azpacr = { none: '0', secret: '1', certificate: '2' } as const;

/** Entra dates tokens five minutes back, for clocks that run behind; a token lives a second longer than it says. */
export const times = ({ world }: EndpointContext, expiresIn: number) => {
  const now = Math.floor(world.clock.now() / 1000);
  return { iat: now - 300, nbf: now - 300, exp: now + expiresIn + 1 };
};

export const alphabetical = (claims: Claims): Claims =>
  Object.fromEntries(
    Object.entries(claims)
      .filter(([, value]) => value !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

export const inside = (context: EndpointContext, tenant: Tenant) => ({
  aio: context.world.random.text(24),
  rh: `1.A${context.world.random.text(16)}.`,
  tid: tenant.id,
  uti: utiOf(context.traceId),
  ver: '2.0',
});

/** How tokens of guests name the identity provider they come from. */
const homeOf = (cloud: Cloud, user: User) =>
  isPersonal(user) ? 'live.com' : `https://${cloud.stsHost}/${user.tenant.id}/`;

const whoIs = ({ cloud }: EndpointContext, user: User, tenant: Tenant) => ({
  name: user.displayName,
  oid: objectIdIn(user, tenant),
  preferred_username: user.upn,
  idp: user.tenant === tenant ? undefined : homeOf(cloud, user),
});

/** Capabilities the client declared with the `claims` parameter, for the API to see. */
const clientCapabilities = (claims: string | undefined): readonly string[] | undefined => {
  if (claims === undefined) return undefined;
  try {
    const asked = JSON.parse(claims) as { access_token?: { xms_cc?: { values?: unknown } } };
    const values = asked.access_token?.xms_cc?.values;
    return Array.isArray(values) ? values.map(String) : undefined;
  } catch {
    return undefined;
  }
};

export interface AccessTokenGrant {
  readonly app: App;
  readonly tenant: Tenant;
  readonly granted: GrantedScopes;
  readonly proof: ClientProof;
  /** Seconds. */
  readonly expiresIn: number;
  /** The `claims` parameter, as sent. */
  readonly claims?: string | undefined;
  /** Absent when the app acts for itself. */
  readonly user?: User;
  readonly authentication?: Authentication | undefined;
  readonly sessionId?: string | undefined;
}

export const accessTokenClaims = (context: EndpointContext, grant: AccessTokenGrant): Claims => {
  const { app, tenant, granted, user } = grant;
  const principal = servicePrincipalIdIn(app, tenant);
  const subject = user
    ? {
        ...whoIs(context, user, tenant),
        amr: grant.authentication?.mfa === true ? ['pwd', 'mfa'] : undefined,
        scp: scopeClaim(granted),
        sid: grant.sessionId,
        sub: pairwiseSubject(user, granted.resource.appId),
      }
    : { oid: principal, sub: principal };
  return {
    aud: granted.resource.appId,
    iss: issuerOf(context, tenant.id),
    ...times(context, grant.expiresIn),
    ...alphabetical({
      ...inside(context, tenant),
      ...subject,
      azp: app.clientId,
      azpacr: azpacr[grant.proof],
      xms_cc: clientCapabilities(grant.claims),
    }),
  };
};

export interface IdTokenGrant {
  readonly app: App;
  readonly tenant: Tenant;
  readonly user: User;
  readonly nonce?: string | undefined;
  readonly sessionId?: string | undefined;
  /** The code, or the access token, that goes out beside it (OpenID Connect Core, section 3.3.2.11). */
  readonly code?: string;
  readonly accessToken?: string;
}

const halfHash = (text: string | undefined) =>
  text === undefined
    ? undefined
    : createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');

/** ID tokens live an hour, whatever the access token does. */
export const idTokenClaims = (context: EndpointContext, grant: IdTokenGrant): Claims => {
  const { app, tenant, user } = grant;
  return {
    aud: app.clientId,
    iss: issuerOf(context, tenant.id),
    ...times(context, 3599),
    ...alphabetical({
      ...inside(context, tenant),
      ...whoIs(context, user, tenant),
      at_hash: halfHash(grant.accessToken),
      c_hash: halfHash(grant.code),
      nonce: grant.nonce,
      sid: grant.sessionId,
      sub: pairwiseSubject(user, app.clientId),
    }),
  };
};
