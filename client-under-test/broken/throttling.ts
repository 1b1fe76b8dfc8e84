/** Clients that do not wait when they are told to, or wait too much. */
import type { NetworkResponse } from '../reference/index.ts';
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeAnswers, changeErrors, instead } from './changes.ts';
import { without } from './wire-edits.ts';

/** Changes `Retry-After` of answers that have one; undefined takes it out. */
const changeRetryAfter = (edit: (value: string) => string | undefined): Change =>
  changeAnswers((answer: NetworkResponse) => {
    const { 'retry-after': value, ...headers } = answer.headers;
    const changed = value === undefined ? undefined : edit(value);
    return { ...answer, headers: changed === undefined ? headers : { ...headers, 'retry-after': changed } };
  });

/** While one request is held back, every other of the client is too. */
const holdsEverythingBack = (): Change => {
  const held = new Map<string, string[]>();
  return instead('token.clientCredentials', (inner) => async (params) => {
    const scopes = held.get(params.client) ?? params.scopes;
    const outcome = await inner['token.clientCredentials']({ ...params, scopes });
    if (outcome.outcome === 'error' && outcome.error.retryAfterMs !== undefined) {
      held.set(params.client, scopes);
    }
    return outcome;
  });
};

/** Forgets what an error taught it: the client is made anew with the cache of the old. */
const forgetsRefusals = instead('token.silent', (inner, { created }) => async (params) => {
  const outcome = await inner['token.silent'](params);
  if (outcome.outcome !== 'error') return outcome;
  const { client } = params;
  const exported = await inner['cache.export']({ client });
  await inner['client.create'](created(client));
  if (exported.outcome === 'ok') await inner['cache.import']({ client, ...exported.value });
  return outcome;
});

export const throttling: readonly BrokenClient[] = [
  broken(
    'ignores-retry-after',
    'It pays no attention to Retry-After.',
    ['THROTTLE-001', 'THROTTLE-002', 'THROTTLE-006'],
    () => changeRetryAfter(() => undefined),
  ),
  broken(
    'ignores-retry-after-dates',
    'It reads Retry-After only when it is a number.',
    ['THROTTLE-002'],
    () => changeRetryAfter((value) => (/^\d+$/.test(value) ? value : undefined)),
  ),
  broken(
    'holds-back-too-long',
    'It takes the seconds of Retry-After for minutes.',
    ['THROTTLE-003', 'THROTTLE-006'],
    () => changeRetryAfter((value) => (/^\d+$/.test(value) ? String(Number(value) * 60) : value)),
  ),
  broken(
    'holds-everything-back',
    'After one 429 it holds back all requests.',
    ['THROTTLE-004'],
    holdsEverythingBack,
  ),
  broken(
    'sends-again-after-a-429',
    'A 429 makes it send the same request again at once.',
    ['THROTTLE-005'],
    () => ({
      network: (send) => async (request) => {
        const answer = await send(request);
        return answer.status === 429 ? send(request) : answer;
      },
    }),
  ),
  broken(
    'keeps-the-time-to-wait-to-itself',
    'The time to wait does not reach the caller.',
    ['THROTTLE-006'],
    () => changeErrors((error) => without(error, 'retryAfterMs')),
  ),
  broken(
    'repeats-refused-refreshes',
    'It sends a refresh token that was refused again at once.',
    ['THROTTLE-007'],
    () => forgetsRefusals,
  ),
];
