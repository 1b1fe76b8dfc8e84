/** Clients that are wrong about acting on behalf of a user. */
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeErrors, changeParams, instead } from './changes.ts';
import { changeForm, without } from './wire-edits.ts';

const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const method = 'token.onBehalfOf';

/** The first assertion that was exchanged for some scopes stands for every other. */
const firstForAll = (): Change => {
  const firsts = new Map<string, string>();
  return instead(method, (inner) => async (params) => {
    const key = JSON.stringify([params.client, params.scopes]);
    const assertion = firsts.get(key) ?? params.assertion;
    const outcome = await inner[method]({ ...params, assertion });
    if (outcome.outcome === 'ok') firsts.set(key, assertion);
    return outcome;
  });
};

/** All that the resource of a scope gives to an application. */
const defaultScope = (scope: string) => scope.replace(/[^/]*$/, '.default');

export const onBehalfOf: readonly BrokenClient[] = [
  broken(
    'exchanges-for-everything',
    'It asks for all permissions of the downstream API and not for the scopes of the caller.',
    ['OBO-001'],
    () =>
      changeForm(grant, (form) =>
        form.set(
          'scope',
          (form.get('scope') ?? '')
            .split(' ')
            .map((word) => (word.includes('/') ? defaultScope(word) : word))
            .join(' '),
        ),
      ),
  ),
  broken('exchanges-every-time', 'It exchanges the same assertion again and again.', ['OBO-002'], () =>
    changeParams(method, (params) => ({ ...params, forceRefresh: true })),
  ),
  broken(
    'mixes-assertions',
    'It answers every assertion with the token that it acquired for the first.',
    ['OBO-003'],
    firstForAll,
  ),
  broken(
    'loses-the-claims-of-the-downstream-api',
    'The claims that a downstream API demands do not reach the middle tier.',
    ['CLAIMS-001', 'OBO-004'],
    () => changeErrors((error) => without(error, 'claims'), [method]),
  ),
  broken(
    'acts-as-itself',
    'On behalf of a user it acquires a token for the application itself.',
    ['OBO-001', 'OBO-003', 'OBO-005'],
    () =>
      instead(
        method,
        (inner) =>
          ({ client, scopes }) =>
            inner['token.clientCredentials']({ client, scopes: scopes.map(defaultScope) }),
      ),
  ),
  broken(
    'exchanges-without-its-certificate',
    'A middle tier with a certificate does not use it.',
    ['OBO-006'],
    () =>
      changeForm(grant, (form) => {
        form.delete('client_assertion');
        form.delete('client_assertion_type');
      }),
  ),
];
