/** Clients that are wrong about sign-in through a browser. */
import type { SdkError, TokenResult } from '../protocol/index.ts';
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeErrors, changeParams, changeResults, forgiveErrors, instead } from './changes.ts';
import { changeForm, formOf, hasGrant, without } from './wire-edits.ts';

const method = 'token.interactive';

/** What the client draws while it signs somebody in, but for the correlation id, is one of a few. */
const guessableState = (): Change => {
  let drawn = Infinity;
  return {
    random: (random) => ({ ...random, guid: () => (drawn++ > 0 && drawn < 4 ? '7' : random.guid()) }),
    operations: (inner) => ({
      ...inner,
      [method]: (params: Parameters<(typeof inner)[typeof method]>[0]) => {
        drawn = 0;
        return inner[method](params);
      },
    }),
  };
};

/** Tries with a secret first, and when that is refused, without. */
const triesASecret: Change = {
  network: (send) => async (request) => {
    const form = formOf(request);
    const isPublic = !form.has('client_secret') && !form.has('client_assertion');
    if (!hasGrant(request, 'authorization_code') || !isPublic) return send(request);
    form.set('client_secret', 'secret');
    const answer = await send({ ...request, body: form.toString() });
    return answer.status === 200 ? answer : send(request);
  },
};

const cachedWillDo = instead(method, (inner) => async (params) => {
  const listed = await inner['account.list']({ client: params.client });
  const [account] = listed.outcome === 'ok' ? listed.value.accounts : [];
  if (account === undefined || params.prompt !== undefined) return inner[method](params);
  return inner['token.silent']({ ...params, homeAccountId: account.homeAccountId });
});

/** AADSTS65004: the person declined consent. */
const isDeclined = ({ message }: SdkError) => message.includes('AADSTS65004');

const nothing: TokenResult = { accessToken: '', tokenType: 'Bearer', scopes: [], source: 'network' };

export const interactive: readonly BrokenClient[] = [
  broken(
    'names-people-by-their-id',
    'The account of a sign-in has the id of the person for a user name.',
    ['INTER-001'],
    () =>
      changeResults(
        (result) => ({
          ...result,
          ...(result.account && { account: { ...result.account, username: result.account.homeAccountId } }),
        }),
        [method],
      ),
  ),
  broken('state-can-be-guessed', 'Its state is two digits long.', ['INTER-004'], guessableState),
  broken(
    'takes-cancelling-for-success',
    'A sign-in that the person cancels gives a result without a token.',
    ['INTER-005'],
    () =>
      forgiveErrors(method, (error) =>
        error.kind === 'cancelled' && !isDeclined(error) ? nothing : undefined,
      ),
  ),
  broken(
    'hides-declined-consent',
    'Declined consent is reported as a failure of the network.',
    ['INTER-006'],
    () =>
      changeErrors(
        (error) =>
          isDeclined(error) ? { kind: 'network', sdkType: error.sdkType, message: 'no connection' } : error,
        [method],
      ),
  ),
  broken(
    'tries-a-secret-in-public',
    'A public client tries a secret when it redeems a code.',
    ['INTER-007'],
    () => triesASecret,
  ),
  broken(
    'signs-in-from-the-cache',
    'Interactive sign-in is answered from the cache when somebody is signed in.',
    ['INTER-008'],
    () => cachedWillDo,
  ),
  broken(
    'opens-the-browser-without-prompt-and-hint',
    'The prompt and the login hint of the caller do not reach the sign-in page.',
    ['INTER-009'],
    () => changeParams(method, (params) => without(params, 'prompt', 'loginHint')),
  ),
  broken(
    'redeems-at-another-loopback-uri',
    'The redirect URI of its redemption has a path that the authorization request did not have.',
    ['INTER-001', 'INTER-010'],
    () =>
      changeForm('authorization_code', (form) => {
        const uri = form.get('redirect_uri') ?? '';
        if (/^http:\/\/(localhost|127\.0\.0\.1):\d+\/?$/.test(uri)) form.set('redirect_uri', `${uri}/other`);
      }),
  ),
];
