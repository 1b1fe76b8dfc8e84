/** Everything that stands between a user whose account is in order and a token for an API. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { Refusal } from '../errors/error-data.ts';
import { consentRefusal } from '../grants/user-refusal.ts';
import type { Authentication, GrantedScopes } from '../state.ts';
import { userAssignmentRefusal } from './assignment.ts';
import { policyRefusal, type Access } from './conditional-access.ts';

export type GrantedAccess = Omit<Access, 'resource'> & { readonly granted: GrantedScopes };

/** Why there is no token yet: the user is not assigned, a policy demands more, consent is missing. */
export const accessRefusal = (context: EndpointContext, access: GrantedAccess): Refusal | undefined => {
  const { user, app, granted } = access;
  return (
    userAssignmentRefusal(context, user, app, granted) ??
    policyRefusal(context, { ...access, resource: granted.resource }) ??
    consentRefusal(context, user, app, granted)
  );
};

/** How a user signed in for a grant that does not say so: with a password, when it was given. */
export const authenticationOf = (grant: {
  readonly authentication?: Authentication;
  readonly issuedAt: number;
}): Authentication => grant.authentication ?? { at: grant.issuedAt, mfa: false };
