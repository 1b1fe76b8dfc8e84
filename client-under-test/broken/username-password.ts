/** Clients that are wrong about user names and passwords. */
import { broken, type BrokenClient } from './broken-client.ts';
import { changeErrors, forgetAfter } from './changes.ts';
import { changeForm } from './wire-edits.ts';

const method = 'token.usernamePassword';

/** One refusal of the authority is reported as a failure of the network. */
const hides = (aadsts: number) => () =>
  changeErrors(
    (error) =>
      error.aadsts?.includes(aadsts)
        ? { kind: 'network', sdkType: error.sdkType, message: 'no connection' }
        : error,
    [method],
  );

export const usernamePassword: readonly BrokenClient[] = [
  broken(
    'asks-with-a-password-for-nothing',
    'It sends user name and password without the scopes of the caller.',
    ['ROPC-001'],
    () => changeForm('password', (form) => form.set('scope', 'openid profile offline_access')),
  ),
  broken(
    'hides-wrong-passwords',
    'A wrong password is reported as a failure of the network.',
    ['ROPC-002'],
    hides(50126),
  ),
  broken(
    'hides-second-factors',
    'A demand for more than a password is reported as a failure of the network.',
    ['ROPC-003', 'ERROR-006'],
    hides(50076),
  ),
  broken(
    'hides-disabled-users',
    'A disabled user is reported as a failure of the network.',
    ['ROPC-004'],
    hides(50057),
  ),
  broken(
    'keeps-nothing-of-a-password',
    'A sign-in with a password leaves nothing in the cache.',
    ['ROPC-005'],
    () => forgetAfter(method),
  ),
];
