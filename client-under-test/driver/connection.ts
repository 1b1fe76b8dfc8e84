/**
 * The messages between the harness and one process: which calls are open, whose answer a line is, and what to
 * make of a line that is no answer at all. Knows nothing of processes, deadlines or restarts.
 *
 * A breach of the protocol that names no call belongs to every open call. Such a call waits a moment for its
 * own answer, so that the adapter is not asked the next thing while it is still busy; then it fails. A crash
 * in the meantime says more than the breach, and is what the call comes to.
 */
import { maxLineBytes, type Message } from '../protocol/index.ts';
import { adapterError, checkOutcome, type AdapterError } from './check-outcome.ts';
import { quoted, readMessage } from './read-message.ts';
import { answerReverse, hearNotification } from './reverse-requests.ts';
import type { CallResult, HarnessHandlers } from './session.ts';

export interface ConnectionOptions {
  write(text: string): void;
  handlers(): HarnessHandlers;
  /** What to do about foreign text on standard output. */
  readonly stdoutHint: string;
  /** A call was given up after a breach of the protocol, without an answer. */
  onGivenUp(): void;
}

export interface Connection {
  request(method: string, params: unknown): Promise<CallResult<unknown>>;
  line(bytes: Buffer): void;
  tooLong(start: Buffer): void;
  /** The adapter broke the protocol in some way of which no line tells. */
  breach(problem: string, hint?: string): void;
  /** Ends every open call with this. */
  settleAll(result: CallResult<never>): void;
  /** The same, but when no call is open the next one is to hear of it. */
  report(result: CallResult<never>): void;
  /** What happened while no call was open, once. */
  takeUnreported(): CallResult<never> | undefined;
}

interface OpenCall {
  readonly method: string;
  settle(result: CallResult<unknown>): void;
  breach?: AdapterError;
  giveUp?: NodeJS.Timeout;
}

const graceAfterBreachMs = 1_000;

export const openConnection = (options: ConnectionOptions): Connection => {
  const open = new Map<number | string, OpenCall>();
  /** Calls that ended without their answer: it may still come. */
  const abandoned = new Set<number | string>();
  let lastId = 0;
  let unreported: CallResult<never> | undefined;

  const send = (message: object) => options.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

  const close = (id: number | string, call: OpenCall, result: CallResult<unknown>) => {
    open.delete(id);
    clearTimeout(call.giveUp);
    call.settle(result.outcome === 'crash' ? result : (call.breach ?? result));
  };

  const breach = (problem: string, hint?: string) => {
    const error = adapterError(problem, hint);
    if (open.size === 0) unreported ??= error;
    for (const [id, call] of open) {
      if (call.breach) continue;
      call.breach = error;
      call.giveUp = setTimeout(() => {
        abandoned.add(id);
        close(id, call, error);
        options.onGivenUp();
      }, graceAfterBreachMs);
    }
  };

  const answer = (id: number | string, result: (method: string) => CallResult<unknown>) => {
    const call = open.get(id);
    if (call) return close(id, call, result(call.method));
    if (abandoned.delete(id)) return;
    if (typeof id === 'number' && id >= 1 && id <= lastId) {
      return breach(`The request with id ${id} was answered twice.`, 'Answer every request exactly once.');
    }
    const looksLikeOurs = typeof id === 'string' && open.has(Number(id));
    breach(
      `An answer came with the id ${JSON.stringify(id)}, and no request had it.`,
      looksLikeOurs
        ? `Return the id as it came: the number ${id}, not a string.`
        : 'Return the id as it came.',
    );
  };

  const receive = async (message: Message) => {
    if ('method' in message) {
      if (message.id === undefined) {
        const { problem } = hearNotification(message.method, message.params, options.handlers());
        if (problem) breach(problem);
        return;
      }
      const heard = await answerReverse(message.method, message.params, options.handlers());
      if (heard.problem) breach(heard.problem);
      send({ id: message.id, ...heard.answer });
    } else if ('error' in message) {
      const { code, message: text } = message.error;
      if (message.id === null) breach(`The adapter could not read a message (${code}): ${quoted(text)}`);
      else answer(message.id, (method) => adapterError(`The adapter failed in ${method} (${code}): ${text}`));
    } else {
      answer(message.id, (method) => checkOutcome(method, message.result));
    }
  };

  const settleAll = (result: CallResult<never>) => {
    for (const [id, call] of open) close(id, call, result);
  };

  return {
    breach,
    request: (method, params) =>
      new Promise((settle) => {
        const id = ++lastId;
        open.set(id, { method, settle });
        send({ id, method, params });
      }),
    line(bytes) {
      if (bytes.length === 0) return;
      const reading = readMessage(bytes);
      if ('message' in reading) void receive(reading.message);
      else breach(reading.problem, reading.foreign ? options.stdoutHint : undefined);
    },
    tooLong: (start) =>
      breach(
        `A line on standard output is longer than ${maxLineBytes} bytes: ${quoted(start.toString('utf8', 0, 400))}`,
      ),
    settleAll,
    report(result) {
      if (open.size === 0) unreported ??= result;
      else settleAll(result);
    },
    takeUnreported() {
      const taken = unreported;
      unreported = undefined;
      return taken;
    },
  };
};
