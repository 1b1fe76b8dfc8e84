/** `authorize`: the client builds an authorization URL, the person walks the pages, the redirect is kept. */
import { createHash } from 'node:crypto';
import type { CallResult, Params } from '../../../client-under-test/index.ts';
import type { Step } from '../../scenario/steps.ts';
import { call, clientNamed, present, ScenarioError, type CaseRun } from '../case-run.ts';
import { authorityUrl } from './authority.ts';

type Authorize = Extract<Step, { authorize: unknown }>;

/** What came back to the redirect URI, and what was sent out to get it. */
export interface Redirect {
  readonly url: string;
  readonly redirectUri: string;
  readonly sentState: string;
  readonly verifier?: string;
  readonly nonce?: string;
  readonly code?: string;
  readonly state?: string;
  readonly clientInfo?: string;
  readonly error?: string;
  readonly errorDescription?: string;
  readonly errorSubcode?: string;
  /** AADSTS number of the page when the authority sent nothing back. */
  readonly page?: string;
}

/** RFC 7636 section 4.2. */
const challengeOf = (verifier: string, method: Authorize['pkce']) =>
  method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;

export const authorize = async (step: Authorize, run: CaseRun): Promise<CallResult<unknown>> => {
  const client = clientNamed(run, step.authorize);
  const redirectUri = step.redirectUri ?? client.redirectUri;
  if (redirectUri === undefined) throw new ScenarioError(`app ${client.app.name} has no redirect URI`);
  const sentState = run.world.random.text(16);
  const verifier = step.pkce === 'none' ? undefined : run.world.random.text(32);
  const built = await call(
    run,
    'client.authorizationUrl',
    present({
      client: step.authorize,
      scopes: step.scopes,
      redirectUri,
      state: sentState,
      nonce: step.nonce,
      responseMode: step.responseMode,
      prompt: step.prompt,
      loginHint: step.loginHint,
      claims: step.claims,
      authority: step.authority === undefined ? undefined : authorityUrl(step.authority, client),
      codeChallenge: verifier === undefined ? undefined : challengeOf(verifier, step.pkce),
      codeChallengeMethod: step.pkce === 'none' ? undefined : step.pkce,
    }) as Params<'client.authorizationUrl'>,
  );
  if (built.outcome !== 'ok') return built;
  const arrival = await run.browser.walk(built.value.url, run.behaviour);
  const sent = { url: built.value.url, redirectUri, sentState, verifier, nonce: step.nonce };
  if (arrival.at === 'error-page') {
    return { outcome: 'ok', value: present({ ...sent, page: arrival.aadsts ?? 'unknown' }) };
  }
  const back = arrival.parameters;
  const redirect = present({
    ...sent,
    code: back['code'],
    state: back['state'],
    clientInfo: back['client_info'],
    error: back['error'],
    errorDescription: back['error_description'],
    errorSubcode: back['error_subcode'],
  });
  return { outcome: 'ok', value: redirect };
};
