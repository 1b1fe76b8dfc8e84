/** Why a user gets no token for an app and an API, whatever they came with. */
import { stateRefusal } from '../directory/find.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse, type Refusal } from '../errors/error-data.ts';
import { consentKey, tenantConsentKey, type GrantedScopes } from '../state.ts';
import type { App, User } from '../world.ts';

export const accountRefusal = (user: User): Refusal | undefined => {
  const closed = stateRefusal(user.tenant);
  if (closed) return closed;
  switch (user.state) {
    case 'active':
      return undefined;
    case 'disabled':
      return refuse(50057);
    case 'locked':
      return refuse(50053);
    case 'password-expired':
      return refuse(50055);
    case 'must-change-password':
      return refuse(50142);
  }
};

/** A locked account is refused before its password is looked at; an expired or disabled one says so only to its owner. */
export const signInRefusal = (user: User, password: string): Refusal | undefined => {
  if (user.state === 'locked') return accountRefusal(user);
  return password === user.password ? accountRefusal(user) : refuse(50126);
};

export const consentRefusal = (
  { state }: EndpointContext,
  user: User,
  app: App,
  { resource }: GrantedScopes,
): Refusal | undefined =>
  app.consent === 'granted' ||
  state.consents.has(consentKey(user, app, resource)) ||
  state.consents.has(tenantConsentKey(user, app, resource))
    ? undefined
    : refuse(65001, { client_id: app.clientId, app_name: app.displayName });
