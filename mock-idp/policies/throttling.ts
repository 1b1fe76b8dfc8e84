/**
 * Throttling: so many token requests of an app pass in a window of world time, the others are told to wait. No
 * answer of the service with Retry-After is on record; status and number are those its documentation names.
 */
import { refusalAnswer } from '../endpoints/answers.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { ThrottlingRule } from '../config/policy-config.ts';
import { refuse } from '../errors/error-data.ts';
import { keepAtMost } from '../sign-in/keep-at-most.ts';
import type { WireResponse } from '../wire.ts';
import type { App } from '../world.ts';

const mostCounters = 1000;

const isAbout = ({ app, grant }: ThrottlingRule, asking: App, grantType: string | undefined): boolean =>
  (app === undefined || app === asking.name) && (grant === undefined || grant === grantType);

/** Counts the request for a rule, or says how many milliseconds it has to wait. */
const waitFor = (
  { world, state }: EndpointContext,
  { requests, windowSeconds }: ThrottlingRule,
  counter: string,
): number | undefined => {
  const now = world.clock.now();
  const window = windowSeconds * 1000;
  const passed = (state.throttled.get(counter) ?? []).filter((at) => at > now - window);
  if (passed.length >= requests) return (passed[0] ?? now) + window - now;
  if (!state.throttled.has(counter)) keepAtMost(state.throttled, mostCounters);
  state.throttled.set(counter, [...passed, now]);
  return undefined;
};

/** The refusal of a request that is one too many. Requests that are refused so do not count. */
export const throttledAnswer = (context: EndpointContext): WireResponse | undefined => {
  const { world, form } = context;
  if (world.config.throttling.length === 0) return undefined;
  const app = world.directory.apps.find(({ clientId }) => clientId === form.get('client_id')?.toLowerCase());
  if (!app) return undefined;
  for (const [index, rule] of world.config.throttling.entries()) {
    if (!isAbout(rule, app, form.get('grant_type'))) continue;
    const wait = waitFor(context, rule, `${index} ${app.clientId}`);
    if (wait === undefined) continue;
    const answer = refusalAnswer(context, refuse(rule.aadsts));
    const seconds = rule.retryAfter ?? Math.ceil(wait / 1000);
    return {
      ...answer,
      status: rule.status,
      headers: [...answer.headers, ['Retry-After', String(seconds)]],
    };
  }
  return undefined;
};
