/** Clients that do not stand failures: of the authority, and of what is between it and them. */
import type { NetworkResponse } from '../reference/index.ts';
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeAnswers, changeErrors, instead } from './changes.ts';
import { hasGrant, isTokenRequest, withBody, without } from './wire-edits.ts';

const tokenOf = (text: string) => ({ token_type: 'Bearer', expires_in: 3599, access_token: text });
const isPage = ({ body }: NetworkResponse) => body.startsWith('<html>');

/** Sends again, so many times at most, as long as the answer says 5xx. */
const retries = (times: number): Change => ({
  network: (send) => async (request) => {
    let answer = await send(request);
    for (let left = times; left > 0 && answer.status >= 500 && isTokenRequest(request); left--) {
      answer = await send(request);
    }
    return answer;
  },
});

/** Every token request is cut off as the network cuts it, and that gives a token. */
const tokenWithoutAnAnswer: Change = {
  network: (send) => async (request) => {
    try {
      return await send(request);
    } catch (error) {
      if (!hasGrant(request, 'client_credentials')) throw error;
      return withBody({ status: 200, headers: {}, body: '' }, tokenOf('none'));
    }
  },
};

/** A client that has seen the authority fail gives that failure to every later caller. */
const neverRecovers = (): Change => {
  const failures = new Map<string, { outcome: 'error'; error: never }>();
  return instead('token.clientCredentials', (inner) => async (params) => {
    const earlier = failures.get(params.client);
    if (earlier !== undefined) return earlier;
    const outcome = await inner['token.clientCredentials'](params);
    if (
      outcome.outcome === 'error' &&
      (outcome.error.kind === 'network' || (outcome.error.httpStatus ?? 0) >= 500)
    ) {
      failures.set(params.client, outcome as never);
    }
    return outcome;
  });
};

const repaired = (answer: NetworkResponse): NetworkResponse => {
  if (!answer.body.startsWith('{')) return answer;
  try {
    JSON.parse(answer.body);
    return answer;
  } catch {
    return { ...answer, body: `${answer.body}"}` };
  }
};

export const resilience: readonly BrokenClient[] = [
  broken('never-retries', 'A token request that fails once with 5xx is not tried again.', ['RESIL-001'], () =>
    changeAnswers((answer, request) =>
      isTokenRequest(request) && answer.status >= 500
        ? { ...answer, headers: { 'retry-after': '0', ...answer.headers } }
        : answer,
    ),
  ),
  broken(
    'retries-forever',
    'It tries a request again a hundred times when the authority is down.',
    ['RESIL-002'],
    () => retries(100),
  ),
  broken(
    'takes-pages-for-tokens',
    'It takes the text of a page for an access token, whatever the status.',
    ['RESIL-003', 'TOKEN-011'],
    () =>
      changeAnswers((answer, request) =>
        isTokenRequest(request) && isPage(answer)
          ? withBody({ ...answer, status: 200 }, tokenOf(answer.body))
          : answer,
      ),
  ),
  broken('repairs-json', 'It takes the part of a token that came for the whole of it.', ['RESIL-004'], () =>
    changeAnswers((answer, request) => (isTokenRequest(request) ? repaired(answer) : answer)),
  ),
  broken(
    'takes-silence-for-a-token',
    'A connection that is cut gives a result.',
    ['RESIL-005'],
    () => tokenWithoutAnAnswer,
  ),
  broken(
    'never-recovers',
    'After a failure of the authority a client gives nothing but that failure.',
    ['RESIL-006'],
    neverRecovers,
  ),
  broken(
    'loses-the-status-of-pages',
    'The HTTP status of an answer that is not JSON does not reach the caller.',
    ['RESIL-007'],
    () => changeErrors((error) => (error.oauthError === undefined ? without(error, 'httpStatus') : error)),
  ),
  broken('follows-redirects', 'It posts its credentials to where a redirect leads.', ['RESIL-008'], () => ({
    network: (send) => async (request) => {
      const answer = await send(request);
      const { location } = answer.headers;
      return location === undefined ? answer : send({ ...request, url: location });
    },
  })),
];
