/** `acquire`: one token, by one of the field's flows. */
import type { CallResult, Params } from '../../../client-under-test/index.ts';
import type { Step } from '../../scenario/steps.ts';
import { call, clientNamed, present, ScenarioError, type CaseRun } from '../case-run.ts';
import { authorityUrl } from './authority.ts';
import type { Redirect } from './authorize.ts';

type Acquire = Extract<Step, { acquire: unknown }>;

const needed = (
  step: Acquire,
  member: 'account' | 'refreshToken' | 'assertion' | 'username' | 'password',
) => {
  const value = step[member];
  if (value === undefined) throw new ScenarioError(`acquire: ${step.acquire} needs ${member}`);
  return value;
};

const redirectOf = (step: Acquire, run: CaseRun): Redirect => {
  const redirect = step.redirect === undefined ? undefined : run.context.names()[step.redirect];
  if (redirect === undefined) {
    throw new ScenarioError('acquire: authorization-code needs redirect, the name of an authorize step');
  }
  return redirect as Redirect;
};

/** The value also holds the `prompt` that the SDK showed on the way. */
const deviceCode = async (params: Params<'token.deviceCode'>, run: CaseRun): Promise<CallResult<unknown>> => {
  run.devicePrompt = undefined;
  const result = await call(run, 'token.deviceCode', params);
  return result.outcome === 'ok'
    ? { outcome: 'ok', value: present({ ...result.value, prompt: run.devicePrompt }) }
    : result;
};

export const acquire = (step: Acquire, run: CaseRun): Promise<CallResult<unknown>> => {
  const client = clientNamed(run, step.client);
  const base = present({
    client: step.client,
    scopes: step.scopes,
    claims: step.claims,
    authority: step.authority === undefined ? undefined : authorityUrl(step.authority, client),
    correlationId: step.correlationId,
  }) as Params<'token.deviceCode'>;
  const forceRefresh = step.forceRefresh === true ? { forceRefresh: true } : {};
  switch (step.acquire) {
    case 'client-credentials':
      return call(run, 'token.clientCredentials', { ...base, ...forceRefresh });
    case 'authorization-code': {
      const redirect = redirectOf(step, run);
      return call(
        run,
        'token.authorizationCode',
        present({
          ...base,
          code: step.code ?? redirect.code ?? '',
          redirectUri: redirect.redirectUri,
          codeVerifier: step.codeVerifier ?? redirect.verifier,
          nonce: redirect.nonce,
          state: redirect.sentState,
          receivedState: step.receivedState ?? redirect.state,
        }) as Params<'token.authorizationCode'>,
      );
    }
    case 'interactive':
      return call(
        run,
        'token.interactive',
        present({ ...base, prompt: step.prompt, loginHint: step.loginHint }) as Params<'token.interactive'>,
      );
    case 'device-code':
      return deviceCode(base, run);
    case 'silent':
      return call(run, 'token.silent', { ...base, ...forceRefresh, homeAccountId: needed(step, 'account') });
    case 'refresh-token':
      return call(run, 'token.refreshToken', { ...base, refreshToken: needed(step, 'refreshToken') });
    case 'on-behalf-of':
      return call(run, 'token.onBehalfOf', {
        ...base,
        ...forceRefresh,
        assertion: needed(step, 'assertion'),
      });
    case 'username-password':
      return call(run, 'token.usernamePassword', {
        ...base,
        username: needed(step, 'username'),
        password: needed(step, 'password'),
      });
  }
};
