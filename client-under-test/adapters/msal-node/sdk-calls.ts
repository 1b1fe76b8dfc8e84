/** What every call of the SDK shares: the outcome it comes to, the options each request takes, the account it is for. */
import type { AccountInfo, AuthenticationResult } from '@azure/msal-node';
import type { Outcome, TokenResult } from '../../protocol/index.ts';
import type { Application } from './create-application.ts';
import { normalError } from './normal-errors.ts';
import { normalToken } from './normal-results.ts';

/** Whatever the call throws is taken for the SDK's error: nothing but the SDK may run inside. */
export const attempt = async <T>(call: () => T | Promise<T>): Promise<Outcome<T>> => {
  try {
    return { outcome: 'ok', value: await call() };
  } catch (thrown) {
    return { outcome: 'error', error: normalError(thrown) };
  }
};

/** A call that ends in a token. Without an application of the kind that offers the call, it is unsupported. */
export const acquire = async <A extends Application>(
  app: A | undefined,
  call: (app: A) => Promise<AuthenticationResult | null>,
): Promise<Outcome<TokenResult>> => {
  if (!app) return { outcome: 'unsupported', reason: 'not offered by this kind of application' };
  return attempt(async () => {
    const result = await call(app);
    if (!result) throw new Error('msal-node resolved with null');
    return normalToken(result);
  });
};

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The options that have a value: to msal-node, one that is undefined is not always the same as one left out. */
export const given = <T extends object>(options: T): Given<T> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Given<T>;

interface RequestParams {
  readonly scopes: string[];
  readonly claims?: string | undefined;
  readonly authority?: string | undefined;
  readonly correlationId?: string | undefined;
}

/** The options that every request of the SDK takes. */
export const requestOf = ({ scopes, claims, authority, correlationId }: RequestParams) => ({
  scopes,
  ...given({ claims, authority, correlationId }),
});

/**
 * The account with a home account id. msal-node lists an account once for each tenant the user has tokens of, and
 * wants the one of the tenant whose tokens are asked for (its multi-tenant-accounts page); else the first will do.
 */
export const findAccount = async (
  app: Application,
  homeAccountId: string,
  authority?: string,
): Promise<AccountInfo | undefined> => {
  const accounts = (await app.getTokenCache().getAllAccounts()).filter(
    (account) => account.homeAccountId === homeAccountId,
  );
  const tenant = authority && new URL(authority).pathname.split('/')[1];
  return accounts.find((account) => account.tenantId === tenant) ?? accounts[0];
};
