/** What administrators and users do to an account while others are at work: it takes effect at once. */
import type { WorldState } from '../state.ts';
import type { User } from '../world.ts';
import { endContinuous } from './continuous-access.ts';

/** Ends the user's sessions, codes, refresh tokens, and the access tokens that can be ended. */
export const revoke = (state: WorldState, user: User, now: number): void => {
  state.tokensValidFrom.set(user.id, now);
  for (const grants of [state.refreshTokens, state.authorizationCodes]) {
    for (const grant of grants.values()) if (grant.user === user) grant.revoked = true;
  }
  for (const session of state.sessions.values()) {
    session.accounts = session.accounts.filter((account) => account.user !== user);
  }
  endContinuous(state, user);
};

/** A new password is a good one: who had to change theirs, has. */
export const changePassword = (state: WorldState, user: User, password: string, now: number): void => {
  user.password = password;
  if (user.state === 'password-expired' || user.state === 'must-change-password') user.state = 'active';
  revoke(state, user, now);
};

export const disable = (state: WorldState, user: User): void => {
  user.state = 'disabled';
  endContinuous(state, user);
};

/** Whatever was wrong with the account, it is right again. */
export const enable = (user: User): void => {
  user.state = 'active';
};
