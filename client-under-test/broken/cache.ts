/** Clients whose cache is not what it should be. */
import { broken, type BrokenClient } from './broken-client.ts';
import { changeAnswers, changeExport, changeImport } from './changes.ts';
import { hasGrant, membersOf } from './wire-edits.ts';

export const cache: readonly BrokenClient[] = [
  broken(
    'names-cache-sections-its-own-way',
    'The section of ID tokens in its cache has a name of its own.',
    ['CACHE-001'],
    () => [
      changeExport(({ IdToken = {}, ...others }) => ({ ...others, id_tokens: IdToken })),
      changeImport(({ id_tokens: IdToken = {}, ...others }) => ({ ...others, IdToken })),
    ],
  ),
  broken('loses-accounts-on-import', 'An imported cache gives tokens and no accounts.', ['CACHE-002'], () =>
    changeImport((imported) => ({ ...imported, Account: {} })),
  ),
  broken(
    'takes-tokens-of-any-app',
    'It takes every token of an imported cache for its own, whichever app it was issued to.',
    ['CACHE-003'],
    () =>
      changeImport((imported, { clientId }) => {
        for (const section of ['AccessToken', 'RefreshToken', 'IdToken']) {
          for (const entry of Object.values(imported[section] ?? {})) entry['client_id'] = clientId;
        }
      }),
  ),
  broken(
    'caches-accounts-for-apps',
    'It puts an account into the cache for every app that gets a token of its own.',
    ['CACHE-004'],
    () =>
      changeExport((exported) => {
        for (const [key, entry] of Object.entries(exported['AccessToken'] ?? {})) {
          if (!entry['home_account_id']) exported['Account'] = { [key]: { username: entry['client_id'] } };
        }
      }),
  ),
  broken(
    'takes-tokens-out-of-errors',
    'An error answer in which there is an access token is a success to it.',
    ['CACHE-005'],
    () =>
      changeAnswers((answer, request) =>
        hasGrant(request, 'any') && membersOf(answer)?.['access_token'] !== undefined
          ? { ...answer, status: 200, body: JSON.stringify({ token_type: 'Bearer', ...membersOf(answer) }) }
          : answer,
      ),
  ),
  broken(
    'exports-entries-without-their-type',
    'The entries of its exported cache do not name their credential type.',
    ['CACHE-006'],
    () =>
      changeExport((exported) => {
        for (const entry of Object.values(exported).flatMap((section) => Object.values(section))) {
          delete entry['credential_type'];
        }
      }),
  ),
];
