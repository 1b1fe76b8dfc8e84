/** Clients that are wrong about refresh tokens. */
import type { NetworkRequest } from '../reference/index.ts';
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeErrors, forgetAfter } from './changes.ts';
import { changeMembers, formOf, hasGrant, without } from './wire-edits.ts';

const grant = 'refresh_token';

/** Changes the request by which a refresh token of the caller is redeemed. */
const changeRedemption = (edit: (request: NetworkRequest) => NetworkRequest): Change => {
  let brought = false;
  return {
    network: (send) => (request) => {
      return send(brought && hasGrant(request, grant) ? edit(request) : request);
    },
    operations: (inner) => ({
      ...inner,
      'token.refreshToken': (params) => {
        brought = true;
        return inner['token.refreshToken'](params).finally(() => (brought = false));
      },
    }),
  };
};

export const refreshToken: readonly BrokenClient[] = [
  broken(
    'sends-refresh-tokens-as-codes',
    'It sends a refresh token that the caller brings as if it were an authorization code.',
    ['REFRESH-001', 'REFRESH-004'],
    () =>
      changeRedemption((request) => {
        const form = formOf(request);
        form.set('grant_type', 'authorization_code');
        form.set('redirect_uri', 'http://localhost');
        form.set('code', form.get('refresh_token') ?? '');
        form.delete('refresh_token');
        return { ...request, body: form.toString() };
      }),
  ),
  broken(
    'refreshes-by-get',
    'It redeems a refresh token that the caller brings by GET, with its parameters in the URL.',
    ['TOKEN-001', 'TOKEN-002', 'TOKEN-003', 'REFRESH-001', 'REFRESH-004', 'REFRESH-005'],
    () =>
      changeRedemption(({ url, headers, body = '' }) => ({
        method: 'GET',
        url: `${url}?${body}`,
        headers: without(headers, 'content-type'),
      })),
  ),
  broken(
    'keeps-the-old-refresh-token',
    'A new refresh token in an answer is not kept.',
    ['REFRESH-002'],
    () => changeMembers(grant, (members) => without(members, 'refresh_token')),
  ),
  broken(
    'drops-the-refresh-token',
    'When an answer holds no new refresh token, it has none any more.',
    ['REFRESH-003'],
    () =>
      changeMembers(grant, (members) =>
        'refresh_token' in members ? undefined : { ...members, refresh_token: 'undefined' },
      ),
  ),
  broken(
    'keeps-nothing-of-a-brought-refresh-token',
    'A refresh token that the caller brings leaves nothing in the cache.',
    ['REFRESH-006'],
    () => forgetAfter('token.refreshToken'),
  ),
  broken(
    'renames-refused-refresh-tokens',
    'A refresh token that the authority refuses ends in invalid_request.',
    ['REFRESH-005'],
    () =>
      changeErrors(
        (error) =>
          error.oauthError === 'invalid_grant' ? { ...error, oauthError: 'invalid_request' } : error,
        ['token.refreshToken'],
      ),
  ),
];
