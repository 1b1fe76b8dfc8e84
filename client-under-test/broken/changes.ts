/** The ways to change what goes in and out of a client: one function, one seam, one idea. */
import type { OperationMethod } from '../adapter/index.ts';
import type { Account, Outcome, Params, SdkError, TokenResult } from '../protocol/index.ts';
import type { NetworkRequest, NetworkResponse } from '../reference/index.ts';
import type { Change, Operation, Operations, Surroundings } from './broken-client.ts';

/** The operations that end in a token. */
export const tokenMethods = [
  'token.authorizationCode',
  'token.interactive',
  'token.deviceCode',
  'token.silent',
  'token.refreshToken',
  'token.clientCredentials',
  'token.onBehalfOf',
  'token.usernamePassword',
] as const;

export type TokenMethod = (typeof tokenMethods)[number];

/** Puts an operation in the place of the client's own; it may call any of those. */
export const instead = <M extends OperationMethod>(
  method: M,
  replace: (operations: Operations, surroundings: Surroundings) => Operation<M>,
): Change => ({
  operations: (inner, surroundings) => ({ ...inner, [method]: replace(inner, surroundings) }),
});

/** Changes what the caller asks before the client hears it. */
export const changeParams = <M extends OperationMethod>(
  method: M,
  edit: (params: Params<M>) => Params<M>,
): Change => instead(method, (inner) => (params) => inner[method](edit(params)));

/** Whatever it is asked, it comes to a token. */
type TokenOperation = (params: never) => Promise<Outcome<TokenResult>>;

const insteadOfToken = (
  methods: readonly TokenMethod[],
  replace: (inner: TokenOperation) => TokenOperation,
): Change => ({
  operations: (inner) => ({
    ...inner,
    ...Object.fromEntries(methods.map((method) => [method, replace(inner[method])])),
  }),
});

/** Changes the token result that the caller gets. */
export const changeResults = (
  edit: (result: TokenResult) => TokenResult,
  methods: readonly TokenMethod[] = tokenMethods,
): Change =>
  insteadOfToken(methods, (inner) => async (params: never) => {
    const outcome = await inner(params);
    return outcome.outcome === 'ok' ? { ...outcome, value: edit(outcome.value) } : outcome;
  });

/** Changes the error that the caller gets. */
export const changeErrors = (
  edit: (error: SdkError) => SdkError,
  methods: readonly TokenMethod[] = tokenMethods,
): Change =>
  insteadOfToken(methods, (inner) => async (params: never) => {
    const outcome = await inner(params);
    return outcome.outcome === 'error' ? { ...outcome, error: edit(outcome.error) } : outcome;
  });

/** Gives the caller a result where the client failed with a certain error. */
export const forgiveErrors = (
  method: TokenMethod,
  forgive: (error: SdkError) => TokenResult | undefined,
): Change =>
  insteadOfToken([method], (inner) => async (params: never) => {
    const outcome = await inner(params);
    const value = outcome.outcome === 'error' ? forgive(outcome.error) : undefined;
    return value === undefined ? outcome : { outcome: 'ok', value };
  });

/** Changes the list of accounts. */
export const changeAccounts = (edit: (accounts: Account[]) => Account[]): Change =>
  instead('account.list', (inner) => async (params) => {
    const outcome = await inner['account.list'](params);
    return outcome.outcome === 'ok'
      ? { ...outcome, value: { accounts: edit(outcome.value.accounts) } }
      : outcome;
  });

type CacheText = Record<string, Record<string, Record<string, unknown>>>;

const edited = (text: string, edit: (cache: CacheText) => CacheText | void): string => {
  const cache = JSON.parse(text) as CacheText;
  return JSON.stringify(edit(cache) ?? cache);
};

/** Changes the cache on its way out. */
export const changeExport = (edit: (cache: CacheText) => CacheText | void): Change =>
  instead('cache.export', (inner) => async (params) => {
    const outcome = await inner['cache.export'](params);
    return outcome.outcome === 'ok'
      ? { ...outcome, value: { cache: edited(outcome.value.cache, edit) } }
      : outcome;
  });

/** Changes the cache on its way in. */
export const changeImport = (
  edit: (cache: CacheText, client: Params<'client.create'>) => CacheText | void,
): Change =>
  instead('cache.import', (inner, { created }) => (params) => {
    const client = created(params.client);
    return inner['cache.import']({ ...params, cache: edited(params.cache, (cache) => edit(cache, client)) });
  });

/** Makes the client anew once an operation has succeeded: all it held is gone. */
export const forgetAfter = (method: TokenMethod): Change => ({
  operations: (inner, { created }) => ({
    ...inner,
    [method]: async (params: Params<TokenMethod>) => {
      const outcome = await (inner[method] as TokenOperation)(params as never);
      if (outcome.outcome === 'ok') await inner['client.create'](created(params.client));
      return outcome;
    },
  }),
});

/** Changes requests on their way out. */
export const changeRequests = (edit: (request: NetworkRequest) => NetworkRequest): Change => ({
  network: (send) => async (request) => send(edit(request)),
});

/** Changes answers on their way in. */
export const changeAnswers = (
  edit: (answer: NetworkResponse, request: NetworkRequest) => NetworkResponse,
): Change => ({ network: (send) => async (request) => edit(await send(request), request) });
