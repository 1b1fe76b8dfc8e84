/** `call`: Microsoft Graph, with a token that a client acquired. */
import type { CallResult } from '../../../client-under-test/index.ts';
import type { Step } from '../../scenario/steps.ts';
import type { CaseRun } from '../case-run.ts';

export const callGraph = async (
  step: Extract<Step, { call: unknown }>,
  run: CaseRun,
): Promise<CallResult<unknown>> => {
  const response = await run.idp.fetch(run.world)(`https://${run.cloud.graph}/v1.0/me`, {
    headers: { authorization: `Bearer ${step.token}` },
  });
  const text = await response.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // a body that is not JSON stays text
  }
  return {
    outcome: 'ok',
    value: { status: response.status, body, headers: Object.fromEntries(response.headers) },
  };
};
