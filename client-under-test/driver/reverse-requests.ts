/** What an adapter may ask of the harness or tell it: checked, then handed to the handlers. */
import { errorCodes, notifications, reverse } from '../protocol/index.ts';
import type { NotificationMethod, ReverseMethod } from '../protocol/index.ts';
import { issuesIn } from './check-outcome.ts';
import type { HarnessHandlers } from './session.ts';

export type ReverseAnswer =
  { readonly result: unknown } | { readonly error: { readonly code: number; readonly message: string } };

export interface Heard {
  /** A sentence, when the adapter broke the protocol. */
  readonly problem?: string;
}

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

const inParams = (path: readonly PropertyKey[]) => ['params', ...path].join('.');

const run = async (method: ReverseMethod, params: unknown, handlers: HarnessHandlers): Promise<unknown> => {
  switch (method) {
    case 'user.openUrl':
      await handlers.openUrl(reverse[method].params.parse(params).url);
      return {};
    case 'clock.sleep':
      return { nowMs: await handlers.sleep(reverse[method].params.parse(params).ms) };
  }
};

/** Answers a reverse request. Never throws: what the handlers throw becomes an error answer. */
export const answerReverse = async (
  method: string,
  params: unknown,
  handlers: HarnessHandlers,
): Promise<Heard & { answer: ReverseAnswer }> => {
  const refuse = (code: number, message: string) => ({ answer: { error: { code, message } } });
  if (!Object.hasOwn(reverse, method)) {
    return refuse(errorCodes.methodNotFound, `The harness has no method "${method}".`);
  }
  const known = method as ReverseMethod;
  const checked = reverse[known].params.safeParse(params);
  if (!checked.success) {
    const problem = `The adapter's request ${method} does not fit the protocol: ${issuesIn(checked.error, inParams)}`;
    return { problem, ...refuse(errorCodes.invalidParams, problem) };
  }
  try {
    return { answer: { result: await run(known, params, handlers) } };
  } catch (error) {
    return refuse(errorCodes.harnessFailed, words(error));
  }
};

/** Takes a notification. Never throws. One that this version does not know is passed over. */
export const hearNotification = (method: string, params: unknown, handlers: HarnessHandlers): Heard => {
  if (!Object.hasOwn(notifications, method)) return {};
  const known = method as NotificationMethod;
  const checked = notifications[known].safeParse(params);
  if (!checked.success) {
    return {
      problem: `The adapter's notification ${method} does not fit the protocol: ${issuesIn(checked.error, inParams)}`,
    };
  }
  try {
    handlers.notify(known, checked.data);
    return {};
  } catch (error) {
    return {
      problem: `The harness can do nothing with the adapter's notification ${method}: ${words(error)}`,
    };
  }
};
