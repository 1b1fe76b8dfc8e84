/** Clients that are wrong about tokens for the application itself. */
import type { Outcome, TokenResult } from '../protocol/index.ts';
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeErrors, changeParams, changeResults, instead } from './changes.ts';
import { changeForm, without } from './wire-edits.ts';

/** Once a token was acquired for some scopes, its tenant is taken for every call for them. */
const oneTenantForAll = (): Change => {
  const firsts = new Map<string, string | undefined>();
  return instead('token.clientCredentials', (inner) => async (params) => {
    const key = JSON.stringify([params.client, params.scopes]);
    const authority = firsts.has(key) ? firsts.get(key) : params.authority;
    const outcome = await inner['token.clientCredentials']({ ...params, authority });
    if (outcome.outcome === 'ok') firsts.set(key, authority);
    return outcome;
  });
};

/** Once a token was acquired in some tenant, its scopes are taken for every call there. */
const oneResourceForAll = (): Change => {
  const firsts = new Map<string, string[]>();
  return instead('token.clientCredentials', (inner) => async (params) => {
    const key = JSON.stringify([params.client, params.authority]);
    const scopes = firsts.get(key) ?? params.scopes;
    const outcome = await inner['token.clientCredentials']({ ...params, scopes });
    if (outcome.outcome === 'ok') firsts.set(key, scopes);
    return outcome;
  });
};

/** While a request of a client is on its way, all its callers wait for the same answer. */
const oneAtATime = (): Change => {
  const underWay = new Map<string, Promise<Outcome<TokenResult>>>();
  return instead('token.clientCredentials', (inner) => (params) => {
    const earlier = underWay.get(params.client);
    if (earlier !== undefined) return earlier;
    const request = inner['token.clientCredentials'](params).finally(() => underWay.delete(params.client));
    underWay.set(params.client, request);
    return request;
  });
};

export const clientCredentials: readonly BrokenClient[] = [
  broken(
    'writes-client-ids-in-capitals',
    'It sends its client id in capitals when it asks for a token for itself.',
    ['CC-001'],
    () =>
      changeForm('client_credentials', (form) =>
        form.set('client_id', (form.get('client_id') ?? '').toUpperCase()),
      ),
  ),
  broken(
    'never-caches-app-tokens',
    'It asks the authority for a token for itself every time.',
    ['CC-002', 'CLAIMS-006', 'SILENT-003', 'SILENT-011'],
    () => changeParams('token.clientCredentials', (params) => ({ ...params, forceRefresh: true })),
  ),
  broken(
    'shares-tokens-between-tenants',
    'The token of the first tenant that was asked is handed out for every tenant.',
    ['CC-003', 'DISCO-010'],
    oneTenantForAll,
  ),
  broken(
    'shares-tokens-between-resources',
    'The token of the first resource that was asked for is handed out for every resource.',
    ['CC-004'],
    oneResourceForAll,
  ),
  broken(
    'gives-apps-an-account',
    'A token for the application itself comes with an account.',
    ['CC-010'],
    () =>
      changeResults(
        (result) => ({
          ...result,
          account: { homeAccountId: '', environment: '', username: 'the application' },
        }),
        ['token.clientCredentials'],
      ),
  ),
  broken(
    'ignores-forced-refresh-of-app-tokens',
    'A forced refresh of a token for the application itself is answered from the cache.',
    ['CC-011'],
    () => changeParams('token.clientCredentials', (params) => without(params, 'forceRefresh')),
  ),
  broken(
    'adds-scopes-to-app-requests',
    'It asks for openid besides the scopes of the caller when it asks for a token for itself.',
    ['CC-012'],
    () => changeForm('client_credentials', (form) => form.set('scope', `${form.get('scope')} openid`)),
  ),
  broken(
    'gives-one-answer-to-all-who-wait',
    'Calls that come while another is on its way get the answer of that one.',
    ['CC-013'],
    oneAtATime,
  ),
  broken(
    'calls-a-wrong-secret-a-wrong-client',
    'A refused client credential is reported as unauthorized_client.',
    ['CC-014', 'ERROR-001'],
    () =>
      changeErrors((error) =>
        error.oauthError === 'invalid_client' ? { ...error, oauthError: 'unauthorized_client' } : error,
      ),
  ),
];
