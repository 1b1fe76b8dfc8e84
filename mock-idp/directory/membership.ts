/** Who may sign in where: at home, as a guest, with a personal account; and what a stranger is told. */
import type { EndpointContext, TenantSegment } from '../endpoints/endpoint.ts';
import { refuse, type Refusal } from '../errors/error-data.ts';
import type { App, User } from '../world.ts';
import { takesPersonalAccounts } from './audience.ts';
import { isPersonal } from './personal-accounts.ts';

/** What is entered: an app, at what the tenant segment of the path names. */
export interface Entrance {
  readonly app: App;
  readonly tenant: TenantSegment;
}

/** A tenant lets in its own users and its guests, the words of the path each their kind of account. */
const isLetIn = ({ app, tenant }: Entrance, user: User): boolean => {
  switch (tenant.kind) {
    case 'tenant':
      return user.tenant === tenant.tenant || user.guestOf.includes(tenant.tenant);
    case 'common':
      return !isPersonal(user) || takesPersonalAccounts(app);
    case 'organizations':
      return !isPersonal(user);
    case 'consumers':
      return isPersonal(user);
    case 'elsewhere':
    case 'unknown':
    case 'malformed':
    case 'none':
      return false;
  }
};

/** Why the user does not get in, if they do not. */
export const strangerRefusal = (
  { cloud }: EndpointContext,
  entrance: Entrance,
  user: User,
): Refusal | undefined => {
  if (isLetIn(entrance, user)) return undefined;
  const { app, tenant } = entrance;
  const app_name = app.displayName;
  if (isPersonal(user) && tenant.kind !== 'tenant') return refuse(500200, { user: user.upn });
  return refuse(50020, {
    user: user.upn,
    issuer: isPersonal(user) ? 'live.com' : `https://${cloud.stsHost}/${user.tenant.id}/`,
    tenant: tenant.kind === 'tenant' ? tenant.tenant.domains[0]! : tenant.segment,
    client_id: app.clientId,
    app_name,
  });
};
