/** Clients that are wrong about authorization URLs and codes. */
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeErrors, changeParams, forgetAfter, instead } from './changes.ts';
import { changeForm, without } from './wire-edits.ts';

/** Changes the query of the authorization URL that the caller gets. */
const changeUrl = (edit: (query: URLSearchParams) => void): Change =>
  instead('client.authorizationUrl', (inner) => async (params) => {
    const outcome = await inner['client.authorizationUrl'](params);
    if (outcome.outcome !== 'ok') return outcome;
    const url = new URL(outcome.value.url);
    edit(url.searchParams);
    return { outcome: 'ok', value: { url: url.href } };
  });

const keepWords = (query: URLSearchParams, keep: (word: string) => boolean) =>
  query.set('scope', (query.get('scope') ?? '').split(' ').filter(keep).join(' '));

export const authorizationCode: readonly BrokenClient[] = [
  broken(
    'leaves-scopes-out-of-the-url',
    'The authorization URL asks for openid, profile and offline_access only.',
    ['CODE-001'],
    () => changeUrl((query) => keepWords(query, (word) => !word.includes('/'))),
  ),
  broken('cuts-codes-off', 'It redeems the first sixty characters of a code.', ['CODE-002', 'CODE-009'], () =>
    changeParams('token.authorizationCode', (params) => ({ ...params, code: params.code.slice(0, 60) })),
  ),
  broken(
    'leaves-pkce-out-of-the-url',
    'It drops the code challenge of the caller.',
    ['CODE-003', 'CODE-005'],
    () =>
      changeParams('client.authorizationUrl', (params) =>
        without(params, 'codeChallenge', 'codeChallengeMethod'),
      ),
  ),
  broken(
    'redeems-without-the-verifier',
    'It does not send the code verifier of the caller.',
    ['CODE-004', 'CODE-009'],
    () => changeParams('token.authorizationCode', (params) => without(params, 'codeVerifier')),
  ),
  broken(
    'blames-the-network-for-refused-codes',
    'A code that the authority refuses is reported as a failure of the network.',
    ['CODE-005', 'CODE-006', 'CODE-007', 'ERROR-002'],
    () =>
      changeErrors(
        (error) =>
          error.kind === 'client'
            ? error
            : { kind: 'network', sdkType: error.sdkType, message: 'no connection' },
        ['token.authorizationCode'],
      ),
  ),
  broken('does-not-compare-the-state', 'It redeems a code whatever state came with it.', ['CODE-008'], () =>
    changeParams('token.authorizationCode', (params) => without(params, 'state', 'receivedState')),
  ),
  broken(
    'keeps-nothing-of-a-redeemed-code',
    'What a code was redeemed for is not kept in the cache.',
    ['CODE-009'],
    () => forgetAfter('token.authorizationCode'),
  ),
  broken(
    'asks-for-no-refresh-token',
    'The authorization URL does not ask for offline_access.',
    ['CODE-010'],
    () => changeUrl((query) => keepWords(query, (word) => word !== 'offline_access')),
  ),
  broken(
    'forgets-prompt-and-hint',
    'The prompt and the login hint of the caller are not in the authorization URL.',
    ['CODE-011'],
    () => changeParams('client.authorizationUrl', (params) => without(params, 'prompt', 'loginHint')),
  ),
  broken(
    'repairs-redirect-uris',
    'It writes redirect URIs in lower case and without the last slash.',
    ['CODE-012'],
    () =>
      changeParams('client.authorizationUrl', (params) => ({
        ...params,
        redirectUri: params.redirectUri.toLowerCase().replace(/\/$/, ''),
      })),
  ),
  broken('forgets-the-nonce', 'The nonce of the caller is not sent.', ['CODE-013'], () =>
    changeParams('client.authorizationUrl', (params) => without(params, 'nonce')),
  ),
  broken(
    'redeems-without-its-certificate',
    'A confidential client with a certificate redeems codes without it.',
    ['CODE-009', 'CODE-014'],
    () =>
      changeForm('authorization_code', (form) => {
        form.delete('client_assertion');
        form.delete('client_assertion_type');
      }),
  ),
  broken('forgets-the-response-mode', 'The response mode of the caller is not sent.', ['CODE-015'], () =>
    changeParams('client.authorizationUrl', (params) => without(params, 'responseMode')),
  ),
];
