/** Customers' accounts: found by email address in their tenant and made at sign-up, with the rules for passwords. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { Tenant, User } from '../world.ts';

export const findCustomer = ({ world }: EndpointContext, tenant: Tenant, email: string): User | undefined => {
  const wanted = email.trim().toLowerCase();
  return world.directory.users.find((user) => user.tenant === tenant && user.upn.toLowerCase() === wanted);
};

export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

export interface NewCustomer {
  readonly email: string;
  readonly displayName: string;
  /** Absent where customers sign in with codes: nothing that is typed then matches. */
  readonly password?: string | undefined;
}

export const createCustomer = (
  context: EndpointContext,
  tenant: Tenant,
  { email, displayName, password = context.world.random.text(24) }: NewCustomer,
): User => {
  const { world } = context;
  const upn = email.trim();
  const user: User = {
    name: upn.toLowerCase(),
    id: world.random.guid(),
    tenant,
    upn,
    password,
    displayName,
    guestOf: [],
    state: 'active',
    mfa: 'none',
  };
  context.watch(`password of ${user.name}`, password);
  world.directory.users.push(user);
  return user;
};

export type PasswordFlaw =
  | 'password_too_short'
  | 'password_too_long'
  | 'password_is_invalid'
  | 'password_banned'
  | 'password_recently_used'
  | 'password_too_weak';

const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^\w]|_/];

/**
 * Eight to 256 printable characters of three kinds out of four, without the word `password`, and not the one there is.
 * https://learn.microsoft.com/entra/identity/authentication/concept-password-ban-bad-combined-policy
 */
export const passwordFlaw = (password: string, current?: string): PasswordFlaw | undefined => {
  if (password.length < 8) return 'password_too_short';
  if (password.length > 256) return 'password_too_long';
  if (!/^[ -~]+$/.test(password)) return 'password_is_invalid';
  if (/password/i.test(password)) return 'password_banned';
  if (password === current) return 'password_recently_used';
  return classes.filter((kind) => kind.test(password)).length < 3 ? 'password_too_weak' : undefined;
};

/** In words for the pages and for error descriptions. */
export const flawInWords: Readonly<Record<PasswordFlaw, string>> = {
  password_too_short: 'New password is too short',
  password_too_long: 'New password is too long',
  password_is_invalid: 'New password contains disallowed characters',
  password_banned: 'New password contains a banned word, phrase or pattern',
  password_recently_used: 'New password must not be the same as a recently used one',
  password_too_weak: 'New password is too weak',
};
