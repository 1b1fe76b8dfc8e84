/**
 * Conditional access: which policies of a tenant an access falls under, and what of their demands it has not met.
 * What is then said, by which page or error, is the matter of the pages and of `refusalOf`.
 * https://learn.microsoft.com/entra/identity-platform/v2-conditional-access-dev-guide
 */
import type { Resource } from '../clouds/cloud.ts';
import type { ConditionalAccessPolicy } from '../config/policy-config.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { isoSevenDigits } from '../errors/error-body.ts';
import { refuse, type Refusal } from '../errors/error-data.ts';
import type { Authentication } from '../state.ts';
import { policyIdIn } from '../tokens/identifiers.ts';
import type { App, Tenant, User } from '../world.ts';
import { askedValues, policyChallenge } from './claims-request.ts';

interface Policy extends ConditionalAccessPolicy {
  readonly id: string;
}

/** Somebody, by an app, wants to an API. */
export interface Access {
  readonly user: User;
  readonly app: App;
  /** Whose policies count: the tenant the token is for. */
  readonly tenant: Tenant;
  readonly resource: Resource;
  readonly authentication: Authentication;
  /** The `claims` parameter. A policy that it names counts for every API: the client was challenged for another. */
  readonly claims?: string | undefined;
}

export interface Demand {
  readonly kind: NonNullable<ConditionalAccessPolicy['require']> | 'sign-in';
  /** Of all policies that demand the same. */
  readonly policyIds: readonly string[];
  /** Seconds; of a sign-in that is too old. */
  readonly signInFrequency?: number;
}

const policiesOf = ({ world }: EndpointContext, tenant: Tenant): Policy[] =>
  Object.entries(world.config.tenants[tenant.name]?.conditionalAccess ?? {}).map(([name, policy]) => ({
    ...policy,
    id: policyIdIn(tenant, name),
  }));

const isAbout = ({ appId, uris }: Resource, names: readonly string[] | undefined): boolean => {
  const same = (name: string) => (id: string) => id.replace(/\/$/, '') === name.replace(/\/$/, '');
  return names === undefined || names.some((name) => [appId, ...uris].some(same(name)));
};

const coversUser = ({ users, workloads }: Policy, user: User) =>
  workloads === undefined && (users === undefined || users.includes(user.name));

const covers = (policy: Policy, { user, app, resource, claims }: Access): boolean => {
  if (!coversUser(policy, user)) return false;
  if (askedValues(claims, 'capolids').includes(policy.id)) return true;
  return (policy.apps?.includes(app.name) ?? true) && isAbout(resource, policy.resources);
};

const isMet = (policy: Policy, { user, authentication }: Access): boolean => {
  switch (policy.require) {
    case undefined:
      return true;
    case 'block':
      return false;
    case 'compliant-device':
      return user.compliantDevice === true;
    case 'mfa':
    case 'external-challenge':
      return authentication.mfa;
  }
};

/** The hardest first. */
const kinds = ['block', 'compliant-device', 'mfa', 'external-challenge'] as const;

/** What is to be done next before the access is given, if anything is. */
export const demandOf = (context: EndpointContext, access: Access): Demand | undefined => {
  const policies = policiesOf(context, access.tenant).filter((policy) => covers(policy, access));
  for (const kind of kinds) {
    const open = policies.filter((policy) => policy.require === kind && !isMet(policy, access));
    if (open.length > 0) return { kind, policyIds: open.map(({ id }) => id) };
  }
  const age = (context.world.clock.now() - access.authentication.at) / 1000;
  const old = policies.find(({ signInFrequency }) => signInFrequency !== undefined && age >= signInFrequency);
  return old?.signInFrequency === undefined
    ? undefined
    : { kind: 'sign-in', policyIds: [old.id], signInFrequency: old.signInFrequency };
};

/** A demand as a refusal, for clients that cannot meet it where they are. */
export const refusalOf = (demand: Demand, { user, resource, authentication }: Access): Refusal => {
  const claims = policyChallenge(demand.policyIds);
  switch (demand.kind) {
    case 'block':
      return refuse(53003, {}, { claims });
    case 'compliant-device':
      return refuse(53000, {}, { claims });
    case 'mfa':
      return refuse(user.mfaEnrolled === false ? 50079 : 50076, { resource: resource.appId }, { claims });
    case 'external-challenge':
      return refuse(50158, {}, { claims });
    case 'sign-in':
      return refuse(70043, {
        issued: isoSevenDigits(authentication.at),
        lifetime: String(demand.signInFrequency),
      });
  }
};

/** Why the access is not given yet, at the token endpoint. */
export const policyRefusal = (context: EndpointContext, access: Access): Refusal | undefined => {
  const demand = demandOf(context, access);
  return demand && refusalOf(demand, access);
};

/** The same for an app that acts for itself: it can be blocked, and nothing else. */
export const workloadRefusal = (
  context: EndpointContext,
  { app, tenant, resource }: Pick<Access, 'app' | 'tenant' | 'resource'>,
): Refusal | undefined => {
  const blocking = policiesOf(context, tenant).filter(
    (policy) =>
      policy.require === 'block' &&
      policy.workloads?.includes(app.name) === true &&
      isAbout(resource, policy.resources),
  );
  if (blocking.length === 0) return undefined;
  return refuse(53003, {}, { claims: policyChallenge(blocking.map(({ id }) => id)) });
};
