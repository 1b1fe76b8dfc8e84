/** Clients that are wrong about silent calls and about the time of tokens. */
import type { Outcome, TokenResult } from '../protocol/index.ts';
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeErrors, changeParams, changeResults, instead } from './changes.ts';
import { changeForm, changeMembers, without } from './wire-edits.ts';

const method = 'token.silent';

/** The client takes tokens to live so much longer than they do; the caller is told the truth. */
const believesTokensLive = (seconds: number): readonly Change[] => [
  changeMembers('any', (members) =>
    members['expires_in'] === undefined
      ? undefined
      : { ...members, expires_in: Number(members['expires_in']) + seconds },
  ),
  changeResults((result) => ({
    ...result,
    ...(result.expiresOnMs === undefined ? {} : { expiresOnMs: result.expiresOnMs - seconds * 1000 }),
  })),
];

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
const asksForStrangers = (): Change => {
  let ask: (() => Promise<unknown>) | undefined;
  const authorities = new Map<string, { authority: string; clientId: string }>();
  return {
    network: (send) => {
      ask = () => {
        const { authority, clientId } = [...authorities.values()].at(-1)!;
        const form = { grant_type: 'refresh_token', client_id: clientId, refresh_token: '' };
        return send({
          method: 'POST',
          url: `${authority}/oauth2/v2.0/token`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams(form).toString(),
        });
      };
      return send;
    },
    operations: (inner) => ({
      ...inner,
      'client.create': (params) => {
        authorities.set(params.as, params);
        return inner['client.create'](params);
      },
      [method]: async (params: Parameters<(typeof inner)[typeof method]>[0]) => {
        const outcome = await inner[method](params);
        if (outcome.outcome === 'error' && outcome.error.httpStatus === undefined) await ask?.();
        return outcome;
      },
    }),
  };
};

/** When a request fails while there is a token that is still good, the caller gets an error. */
const failsWithTheRefresh = (): readonly Change[] => {
  let failed = false;
  const error = { kind: 'network', sdkType: 'RefreshFailed', message: 'could not refresh' } as const;
  const heed = (outcome: Outcome<TokenResult>): Outcome<TokenResult> => {
    const hasFailed = failed;
    failed = false;
    return hasFailed && outcome.outcome === 'ok' ? { outcome: 'error', error } : outcome;
  };
  return [
    {
      network: (send) => async (request) => {
        failed = true;
        const answer = await send(request);
        failed = answer.status >= 500;
        return answer;
      },
    },
    instead(method, (inner) => async (params) => heed(await inner[method](params))),
    instead(
      'token.clientCredentials',
      (inner) => async (params) => heed(await inner['token.clientCredentials'](params)),
    ),
  ];
};

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
    'ignores-expiry-buffer',
    'It hands out tokens until the moment at which they expire.',
    ['SILENT-002'],
    () => believesTokensLive(300),
  ),
  broken(
    'throws-good-tokens-away',
    'It does not hand out a token that lives less than ten minutes more.',
    ['SILENT-003'],
    () => believesTokensLive(-300),
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
    asksForStrangers,
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
  broken('ignores-refresh-in', 'It never refreshes a token early.', ['SILENT-010'], () =>
    changeMembers('any', (members) => without(members, 'refresh_in')),
  ),
  broken(
    'fails-with-the-early-refresh',
    'When an early refresh fails, the caller gets an error although a token is still good.',
    ['SILENT-011'],
    failsWithTheRefresh,
  ),
  broken(
    'signs-people-out-when-the-authority-is-down',
    'A refresh that fails with 5xx removes the account.',
    ['RESIL-006', 'SILENT-013'],
    () => removesOnFailure,
  ),
];
