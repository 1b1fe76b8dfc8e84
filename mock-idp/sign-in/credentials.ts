/** Who a user name means, and what is wrong with a password: by Entra's number and in words for the page. */
import { userByUpn } from '../directory/find.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { signInRefusal } from '../grants/user-refusal.ts';
import type { Problem } from '../pages/form.ts';
import type { SignIn } from './flow.ts';
import type { User } from '../world.ts';

const words: Readonly<Record<number, string>> = {
  50034: 'There is no account with this user name. Check it, or use another account.',
  50053: 'This account is locked, after too many sign-ins with a wrong password.',
  50055: 'The password of this account has expired.',
  50057: 'This account is disabled. Ask your administrator.',
  50142: 'The password of this account has to be changed first.',
  50126: 'The user name or the password is wrong.',
  5000224: 'This organization is blocked.',
  5000225: 'This organization was not used for long, and is blocked. Ask its administrator.',
};

const problem = (aadsts: number): Problem => ({ aadsts, text: words[aadsts] ?? 'This did not work.' });

export const unknownUser = problem(50034);

/**
 * A sign-in finds the accounts of its cloud. One that says it is instance aware, and names no tenant, finds those of
 * the clouds this one federates with as well, where they know the app.
 */
export const isWithinReach = (
  { cloud }: EndpointContext,
  purpose: SignIn['purpose'],
  { tenant: home }: User,
): boolean => {
  if (home.cloud === cloud.id) return true;
  return (
    purpose.kind === 'authorize' &&
    purpose.instanceAware &&
    (purpose.tenant.kind === 'common' || purpose.tenant.kind === 'organizations') &&
    cloud.federatesWith.includes(home.cloud) &&
    purpose.app.clouds.includes(home.cloud)
  );
};

/** The user with that name, as far as the sign-in reaches. */
export const findUser = (
  context: EndpointContext,
  { purpose }: SignIn,
  username: string,
): User | undefined => {
  const user = userByUpn(context.world.directory, username);
  return user && isWithinReach(context, purpose, user) ? user : undefined;
};

export const passwordProblem = (user: User, password: string): Problem | undefined => {
  const refused = signInRefusal(user, password);
  return refused && problem(refused.refusal);
};
