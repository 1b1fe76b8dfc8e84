/** Finds out who asks for a token: by user name and password in the message, or by a Negotiate header. */
import { userByUpn } from '../directory/find.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { signInRefusal } from '../grants/user-refusal.ts';
import type { Tenant, User } from '../world.ts';
import { isFederated } from '../adfs/federation.ts';
import { onlyChild, textOf } from './parse-xml.ts';
import { faults, type TrustFault } from './soap-answers.ts';
import { isTimely, type TokenRequest } from './token-request.ts';
import { security } from './trust-versions.ts';

/** The user of the farm's own domains with that name. */
const userOf = ({ world }: EndpointContext, tenant: Tenant, username: string): User | undefined => {
  const user = userByUpn(world.directory, username);
  return user?.tenant === tenant && isFederated(user) ? user : undefined;
};

/** A UsernameToken with the password in plain text (WSS UsernameToken Profile 1.0, section 3.1). */
export const byPassword = (
  context: EndpointContext,
  tenant: Tenant,
  { header }: TokenRequest,
): User | TrustFault => {
  const securityHeader = onlyChild(header, security, 'Security');
  if (!securityHeader || !isTimely(securityHeader, context.world.clock.now())) return faults.badSecurity;
  const token = onlyChild(securityHeader, security, 'UsernameToken');
  const username = textOf(onlyChild(token, security, 'Username'));
  const password = onlyChild(token, security, 'Password');
  const type = password?.getAttribute('Type') ?? '';
  if (!token || username === undefined || (type !== '' && !type.endsWith('#PasswordText'))) {
    return faults.badSecurity;
  }
  const user = userOf(context, tenant, username);
  const typed = password?.textContent ?? '';
  return user && !signInRefusal(user, typed) ? user : faults.notAuthenticated;
};

/** The integrated user of the farm, proved by any Negotiate token: the mock has no Kerberos to check one with. */
export const byNegotiate = ({ world, request }: EndpointContext, tenant: Tenant): User | undefined => {
  const token = /^negotiate +([\w+/=]+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  if (token === undefined) return undefined;
  return world.directory.users.find(
    (user) => user.tenant === tenant && user.name === tenant.adfs?.integratedUser && user.state === 'active',
  );
};
