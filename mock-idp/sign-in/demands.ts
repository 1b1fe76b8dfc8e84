/** What the policies of a tenant want of somebody who signs in, and what a page can do about it. */
import { tenantOfToken } from '../directory/find.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse, type Refusal } from '../errors/error-data.ts';
import { userAssignmentRefusal } from '../policies/assignment.ts';
import { demandOf, refusalOf, type Access, type Demand } from '../policies/conditional-access.ts';
import type { Authentication } from '../state.ts';
import type { User } from '../world.ts';
import { awaitsAdmin } from './consent.ts';
import type { SignIn } from './flow.ts';

export const authenticationIn = ({ authenticatedAt, startedAt, mfa }: SignIn): Authentication => ({
  at: authenticatedAt ?? startedAt,
  mfa,
});

const accessOf = (purpose: SignIn['purpose'], user: User, authentication: Authentication): Access => ({
  user,
  app: purpose.app,
  tenant: tenantOfToken(purpose.tenant, user),
  resource: purpose.granted.resource,
  authentication,
  claims: purpose.kind === 'authorize' ? purpose.claims : purpose.code.claims,
});

const demandIn = (context: EndpointContext, flow: SignIn, user: User): Demand | undefined =>
  demandOf(context, accessOf(flow.purpose, user, authenticationIn(flow)));

/** Whether the second proof is to be given now. */
export const awaitsApproval = (context: EndpointContext, flow: SignIn, user: User): boolean => {
  if (flow.mfa) return false;
  const kind = demandIn(context, flow, user)?.kind;
  return user.mfa === 'required' || kind === 'mfa' || kind === 'external-challenge';
};

/** Whether the password has to be typed again. */
export const awaitsPassword = (context: EndpointContext, flow: SignIn, user: User): boolean =>
  demandIn(context, flow, user)?.kind === 'sign-in';

const needsAdmin = { refusal: 90094 } as const;

/** What no page can do anything about. */
export const endOfTheRoad = (context: EndpointContext, flow: SignIn, user: User): Refusal | undefined => {
  const { purpose } = flow;
  const authentication = authenticationIn(flow);
  const demand = demandIn(context, flow, user);
  return (
    userAssignmentRefusal(context, user, purpose.app, purpose.granted) ??
    (demand?.kind === 'block' || demand?.kind === 'compliant-device'
      ? refusalOf(demand, accessOf(purpose, user, authentication))
      : undefined) ??
    (awaitsAdmin(context, user, purpose) ? needsAdmin : undefined)
  );
};

/** The same, and all that a page could do, where no page may be shown. */
export const silentRefusal = (
  context: EndpointContext,
  purpose: SignIn['purpose'],
  user: User,
  authentication: Authentication,
): Refusal | undefined => {
  const { app, granted } = purpose;
  const unassigned = userAssignmentRefusal(context, user, app, granted);
  if (unassigned) return unassigned;
  if (user.mfa === 'required' && !authentication.mfa) {
    return refuse(50076, { resource: granted.resource.appId });
  }
  const access = accessOf(purpose, user, authentication);
  const demand = demandOf(context, access);
  if (demand) return demand.kind === 'sign-in' ? refuse(70044) : refusalOf(demand, access);
  return awaitsAdmin(context, user, purpose) ? needsAdmin : undefined;
};
