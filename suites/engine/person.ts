/** The person in front of the pages: what they type and press, decided by the scenario's `user` steps. */
import type { z } from 'zod';
import type { Directory, User } from '../../mock-idp/index.ts';
import type { person } from '../scenario/steps.ts';
import type { Page } from './page-form.ts';

export type Behaviour = z.infer<typeof person>;

/** The scenario is wrong: a page came up that its person cannot deal with. */
export class PersonError extends Error {
  override readonly name = 'PersonError';
  readonly code = 'person_cannot_go_on';
}

export const userNamed = (directory: Directory, name: string | undefined): User => {
  const user = directory.users.find((candidate) => candidate.name === name);
  if (user === undefined) {
    const known = directory.users.map((candidate) => candidate.name).join(', ');
    throw new PersonError(`no user ${name ?? '(none named)'} in this world; there are ${known || 'none'}`);
  }
  return user;
};

/** The form fields this person sends from a page. @throws {PersonError} */
export const respond = (page: Page, behaviour: Behaviour, directory: Directory): Record<string, string> => {
  const press = (action: string, typed: Record<string, string> = {}) => ({
    ...page.form?.fields,
    ...typed,
    action,
  });
  const user = () => userNamed(directory, behaviour.signsIn);
  if (behaviour.cancels === true && page.form?.actions.includes('cancel')) return press('cancel');
  switch (page.name) {
    case 'username':
      return press('next', { username: user().upn });
    case 'password':
      return press('signin', { password: behaviour.password ?? user().password });
    case 'picker': {
      const pick = `pick:${user().id}`;
      return press(page.form?.actions.includes(pick) ? pick : 'use-another');
    }
    case 'consent':
      return press(behaviour.consents === false ? 'cancel' : 'accept');
    case 'mfa':
      return press('approve');
    default:
      throw new PersonError(`the page "${page.name}" is not one a person can answer`);
  }
};
