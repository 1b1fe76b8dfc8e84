/** Clients that are wrong about silent calls. */
import type { TokenResult } from '../protocol/index.ts';
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeErrors, changeParams, instead } from './changes.ts';
import { changeForm, without } from './wire-edits.ts';

const method = 'token.silent';

const reserved = ['openid', 'profile', 'email', 'offline_access'];
const ownScopes = ({ scopes }: Pick<TokenResult, 'scopes'>) =>
  scopes.filter((scope) => !reserved.includes(scope));

const exactScopesOnly = instead(method, (inner) => async (params) => {
  const outcome = await inner[method](params);
  const coversMore =
    outcome.outcome === 'ok' &&
    outcome.value.source === 'cache' &&
    ownScopes(outcome.value).length > ownScopes(params).length;
  return coversMore ? inner[method]({ ...params, forceRefresh: true }) : outcome;
});

/** Refreshes are for the scopes of the first request that named any. */
const scopesOfTheSignIn = (): Change => {
  let first: string | undefined;
  return changeForm('any', (form) => {
    const asked = form.get('scope');
    if (form.get('grant_type') === 'refresh_token' && first !== undefined) form.set('scope', first);
    else first ??= asked ?? undefined;
  });
};

/** Asks the authority with no refresh token at all when it does not know the person. */
const asksForStrangers = instead(method, (inner, { network, created }) => async (params) => {
  const outcome = await inner[method](params);
  if (outcome.outcome !== 'error' || outcome.error.httpStatus !== undefined) return outcome;
  const { authority, clientId } = created(params.client);
  const form = { grant_type: 'refresh_token', client_id: clientId, refresh_token: '' };
  await network({
    method: 'POST',
    url: `${authority}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
  return outcome;
});

const removesOnFailure = instead(method, (inner) => async (params) => {
  const outcome = await inner[method](params);
  const isDown = outcome.outcome === 'error' && (outcome.error.httpStatus ?? 0) >= 500;
  if (isDown) await inner['account.remove'](params);
  return outcome;
});

export const silent: readonly BrokenClient[] = [
  broken(
    'never-uses-cached-user-tokens',
    'It refreshes the token of a user at every silent call.',
    ['SILENT-001', 'SILENT-003', 'SILENT-004', 'SILENT-011', 'CACHE-002', 'DISCO-009'],
    () => changeParams(method, (params) => ({ ...params, forceRefresh: true })),
  ),
  broken(
    'wants-exactly-the-scopes',
    'It does not hand out a token that covers more than is asked for.',
    ['SILENT-004'],
    () => exactScopesOnly,
  ),
  broken(
    'refreshes-for-old-scopes',
    'It redeems a refresh token for the scopes of the sign-in, whatever is asked for.',
    ['SILENT-005'],
    scopesOfTheSignIn,
  ),
  broken(
    'asks-for-strangers',
    'For an account that it does not know it sends a token request without a refresh token.',
    ['SILENT-006'],
    () => asksForStrangers,
  ),
  broken(
    'hides-revoked-sign-ins',
    'That a refresh token has been revoked is not in the error that the caller gets.',
    ['SILENT-007'],
    () => changeErrors((error) => without(error, 'oauthError'), [method]),
  ),
  broken(
    'never-asks-for-the-person',
    'A failure that only the person can resolve is called one of the service.',
    ['SILENT-008'],
    () =>
      changeErrors(
        (error) =>
          error.kind === 'interaction_required' && error.httpStatus !== undefined
            ? { ...error, kind: 'service' }
            : error,
        [method],
      ),
  ),
  broken(
    'ignores-forced-refresh-of-users',
    'A forced refresh of a user token is answered from the cache.',
    ['SILENT-009'],
    () => changeParams(method, (params) => without(params, 'forceRefresh')),
  ),
  broken(
    'signs-people-out-when-the-authority-is-down',
    'A refresh that fails with 5xx removes the account.',
    ['RESIL-006', 'SILENT-013'],
    () => removesOnFailure,
  ),
];
