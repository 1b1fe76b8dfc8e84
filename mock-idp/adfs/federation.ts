/** Which domains sign in at an AD FS, and the addresses and names it goes by. */
import type { Tenant, User } from '../world.ts';

export const domainOf = (login: string): string => login.slice(login.indexOf('@') + 1).toLowerCase();

/** Host of the AD FS that users of a domain are sent to. */
export const federationHost = ({ adfs }: Tenant, domain: string): string | undefined =>
  adfs?.federates.some((one) => one.toLowerCase() === domain) ? adfs.host : undefined;

export const isFederated = (user: User): boolean =>
  federationHost(user.tenant, domainOf(user.upn)) !== undefined;

/** The Federation Service identifier: Issuer of assertions, and what Entra knows the domain's realm by. */
export const realmOf = (host: string): string => `http://${host}/adfs/services/trust`;

/** Where a browser is sent to sign in with WS-Federation. */
export const passiveUrl = (host: string, login: string): string =>
  `https://${host}/adfs/ls/?username=${encodeURIComponent(login).toLowerCase()}` +
  '&wa=wsignin1.0&wtrealm=urn%3afederation%3aMicrosoftOnline&wctx=';

/** base64 of the object GUID, as directory synchronisation makes it: how Entra knows the user of an assertion. */
export const immutableIdOf = (user: User): string =>
  Buffer.from(user.id.replaceAll('-', ''), 'hex').toString('base64');
