/** Who a user name means, and what is wrong with a password: by Entra's number and in words for the page. */
import { userByUpn } from '../directory/find.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { signInRefusal } from '../grants/user-refusal.ts';
import type { Problem } from '../pages/form.ts';
import type { App, User } from '../world.ts';

const words: Readonly<Record<number, string>> = {
  50034: 'There is no account with this user name. Check it, or use another account.',
  50053: 'This account is locked, after too many sign-ins with a wrong password.',
  50055: 'The password of this account has expired.',
  50057: 'This account is disabled. Ask your administrator.',
  50126: 'The user name or the password is wrong.',
};

const problem = (aadsts: number): Problem => ({ aadsts, text: words[aadsts] ?? 'This did not work.' });

export const unknownUser = problem(50034);

/** The user with that name, in the cloud of the app. */
export const findUser = ({ world }: EndpointContext, app: App, username: string): User | undefined => {
  const user = userByUpn(world.directory, username);
  return user?.tenant.cloud === app.tenant.cloud ? user : undefined;
};

export const passwordProblem = (user: User, password: string): Problem | undefined => {
  const refused = signInRefusal(user, password);
  return refused && problem(refused.refusal);
};
