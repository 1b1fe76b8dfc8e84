/** Clients that are wrong about who is signed in. */
import { broken, type BrokenClient } from './broken-client.ts';
import { changeAccounts, changeExport, changeResults, instead } from './changes.ts';

/** The first-come person of a client stands for everybody who is in its cache. */
const firstForAll = instead('token.silent', (inner) => async (params) => {
  const listed = await inner['account.list']({ client: params.client });
  const accounts = listed.outcome === 'ok' ? listed.value.accounts : [];
  const isKnown = accounts.some(({ homeAccountId }) => homeAccountId === params.homeAccountId);
  return inner['token.silent'](isKnown ? { ...params, homeAccountId: accounts[0]!.homeAccountId } : params);
});

const removesAll = instead('account.remove', (inner) => async (params) => {
  const listed = await inner['account.list']({ client: params.client });
  const accounts = listed.outcome === 'ok' ? listed.value.accounts : [];
  for (const { homeAccountId } of accounts) await inner['account.remove']({ ...params, homeAccountId });
  return { outcome: 'ok', value: {} };
});

/** The exported cache still holds the refresh tokens that were in it when accounts were removed. */
const keepsRefreshTokens = () => {
  const kept: Record<string, Record<string, unknown>> = {};
  return [
    changeExport((cache) => ({ ...cache, RefreshToken: { ...kept, ...cache['RefreshToken'] } })),
    instead('account.remove', (inner) => async (params) => {
      const exported = await inner['cache.export']({ client: params.client });
      const cache = exported.outcome === 'ok' ? (JSON.parse(exported.value.cache) as object) : {};
      Object.assign(kept, (cache as { RefreshToken?: object }).RefreshToken);
      return inner['account.remove'](params);
    }),
  ];
};

/** One more entry in the list for every sign-in of the same person. */
const addsForEverySignIn = () => {
  const signIns = new Map<string, number>();
  return [
    instead('token.interactive', (inner) => async (params) => {
      const outcome = await inner['token.interactive'](params);
      const id = outcome.outcome === 'ok' ? outcome.value.account?.homeAccountId : undefined;
      if (id !== undefined) signIns.set(id, (signIns.get(id) ?? 0) + 1);
      return outcome;
    }),
    changeAccounts((accounts) =>
      accounts.flatMap((account) =>
        Array.from({ length: signIns.get(account.homeAccountId) ?? 1 }, () => account),
      ),
    ),
  ];
};

const nobody = {
  homeAccountId: '00000000-0000-0000-0000-000000000000.00000000-0000-0000-0000-000000000000',
  environment: 'login.microsoftonline.com',
  username: 'default',
};

export const accounts: readonly BrokenClient[] = [
  broken(
    'lists-accounts-without-names',
    'It lists the accounts of people without their user names.',
    ['ACCOUNT-001'],
    () => changeAccounts((list) => list.map((account) => ({ ...account, username: '' }))),
  ),
  broken(
    'mixes-two-accounts',
    'It answers silent calls for any person it knows with the tokens of the one who signed in first.',
    ['ACCOUNT-002'],
    () => firstForAll,
  ),
  broken(
    'removes-all-accounts',
    'Signing one person out signs everybody out.',
    ['ACCOUNT-003'],
    () => removesAll,
  ),
  broken(
    'keeps-removed-accounts',
    'Signing a person out changes nothing.',
    ['ACCOUNT-003', 'ACCOUNT-004'],
    () => instead('account.remove', () => async () => ({ outcome: 'ok', value: {} })),
  ),
  broken(
    'exports-removed-refresh-tokens',
    'The cache it exports still holds the refresh tokens of people who have signed out.',
    ['ACCOUNT-004'],
    keepsRefreshTokens,
  ),
  broken(
    'invents-environments',
    'It gives accounts the host of the token issuer as their environment.',
    ['ACCOUNT-005'],
    () =>
      changeResults((result) =>
        result.account === undefined
          ? result
          : { ...result, account: { ...result.account, environment: 'sts.windows.net' } },
      ),
  ),
  broken(
    'adds-an-account-for-every-sign-in',
    'A person who signs in twice is in the list twice.',
    ['ACCOUNT-006'],
    addsForEverySignIn,
  ),
  broken(
    'lists-a-default-account',
    'It lists a default account until somebody signs in.',
    ['ACCOUNT-007'],
    () => changeAccounts((list) => (list.length === 0 ? [nobody] : list)),
  ),
  broken(
    'takes-the-person-for-the-tenant',
    'It gives a result the id of the person for that of their tenant.',
    ['ACCOUNT-008'],
    () =>
      changeResults((result) =>
        result.account === undefined ? result : { ...result, tenantId: result.account.localAccountId! },
      ),
  ),
];
