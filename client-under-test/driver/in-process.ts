/**
 * An adapter written in TypeScript, driven in this process: the same session, with no process behind it. What
 * goes through is copied as JSON and checked by the same schemas, so that an adapter that works here works
 * over a pipe as well.
 */
import { dispatch } from '../adapter/dispatch.ts';
import type { Adapter, Harness } from '../adapter/adapter.ts';
import { reverse, type Method, type Params, type Value } from '../protocol/index.ts';
import { adapterError, checkOutcome, checkParams } from './check-outcome.ts';
import { initialized, initializeParams, type RunIdentity } from './initialize.ts';
import { answerReverse, hearNotification } from './reverse-requests.ts';
import type { AdapterSession, CallResult, HarnessHandlers } from './session.ts';

export interface InProcessOptions {
  readonly handlers: HarnessHandlers;
  readonly run: RunIdentity;
}

const initializeDeadlineMs = 30_000;

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

/** The harness as the adapter sees it; a request that breaks the protocol fails there and is noted here. */
const harnessFor = (handlers: () => HarnessHandlers, note: (problem: string) => void): Harness => {
  const ask = async (method: string, params: object) => {
    const { problem, answer } = await answerReverse(method, params, handlers());
    if (problem) note(problem);
    if ('error' in answer) throw new Error(answer.error.message);
    return answer.result;
  };
  const tell = (method: string, params: object) => {
    const { problem } = hearNotification(method, asJson(params), handlers());
    if (problem) note(problem);
  };
  return {
    async openUrl(url) {
      await ask('user.openUrl', { url });
    },
    async sleep(ms) {
      return reverse['clock.sleep'].value.parse(await ask('clock.sleep', { ms })).nowMs;
    },
    deviceCode: (prompt) => tell('deviceCode', prompt),
    log: (line) => tell('log', line),
  };
};

/** Initializes an adapter in this process. @throws {AdapterStartError} */
export const startInProcess = async (
  adapter: Adapter,
  options: InProcessOptions,
): Promise<AdapterSession> => {
  let { handlers } = options;
  let breach: string | undefined;
  let stopped = false;
  const harness = harnessFor(
    () => handlers,
    (problem) => (breach ??= problem),
  );

  const run = async (method: string, params: unknown): Promise<CallResult<unknown>> => {
    let result: unknown;
    try {
      result = asJson(await dispatch(adapter, method, asJson(params), harness));
    } catch (error) {
      return adapterError(`The adapter failed in ${method}: ${String(error)}`);
    }
    return checkOutcome(method, result);
  };

  const ask = async (method: string, params: unknown, deadlineMs: number): Promise<CallResult<unknown>> => {
    if (stopped) return adapterError(`The session has been stopped; ${method} was not sent.`);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<CallResult<never>>((resolve) => {
      timer = setTimeout(() => resolve({ outcome: 'timeout', afterMs: deadlineMs }), deadlineMs);
    });
    const result = await Promise.race([run(method, params), late]);
    clearTimeout(timer);
    const problem = breach;
    breach = undefined;
    return problem === undefined ? result : adapterError(problem);
  };

  const info = initialized(await ask('initialize', initializeParams(options.run, {}), initializeDeadlineMs), {
    stderr: [],
  });
  return {
    info,
    stderr: [],
    restarts: 0,
    async call<M extends Method>(method: M, params: Params<M>, deadlineMs: number) {
      checkParams(method, params);
      return (await ask(method, params, deadlineMs)) as CallResult<Value<M>>;
    },
    probe: (method, deadlineMs) => ask(method, {}, deadlineMs),
    handle(next) {
      handlers = next;
    },
    async stop() {
      if (!stopped) await ask('shutdown', {}, 1_000);
      stopped = true;
    },
  };
};
