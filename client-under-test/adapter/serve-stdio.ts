/**
 * Serves a TypeScript adapter over standard input and output, one JSON message a line (adapter protocol v1).
 * Standard output belongs to the protocol from the moment this is called: whatever else the process prints,
 * `console.log` of a dependency included, goes to standard error.
 *
 * Requests run as they come, side by side. End of input, or `shutdown`, ends the process with code 0.
 */
import { errorCodes } from '../protocol/error-codes.ts';
import { lineSplitter } from '../protocol/line-splitter.ts';
import type { Adapter, Harness } from './adapter.ts';
import { dispatch } from './dispatch.ts';

interface Incoming {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface OpenRequest {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Standard output for the protocol alone. Returns the way to write a message. */
const reserveStdout = (): ((message: object, written?: () => void) => void) => {
  const write = process.stdout.write.bind(process.stdout) as (text: string, done?: () => void) => boolean;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  process.stdout.on('error', () => process.exit(0)); // the harness is gone
  return (message, written) => void write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`, written);
};

/** The harness as the adapter sees it: reverse requests that wait for their answer, and notifications. */
const harnessOver = (send: (message: object) => void, open: Map<unknown, OpenRequest>): Harness => {
  let lastId = 0;
  const ask = (method: string, params: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      open.set(id, { resolve, reject });
      send({ id, method, params });
    });
  return {
    async openUrl(url) {
      await ask('user.openUrl', { url });
    },
    async sleep(ms) {
      return ((await ask('clock.sleep', { ms })) as { nowMs: number }).nowMs;
    },
    deviceCode: (params) => send({ method: 'deviceCode', params }),
    log: (params) => send({ method: 'log', params }),
  };
};

/** Starts serving. Returns at once; the process lives until its input ends. */
export const serveStdio = (adapter: Adapter): void => {
  const send = reserveStdout();
  const open = new Map<unknown, OpenRequest>();
  const harness = harnessOver(send, open);

  const serve = async (id: number | string, method: string, params: unknown) => {
    try {
      const result = await dispatch(adapter, method, params, harness);
      send({ id, result }, method === 'shutdown' ? () => process.exit(0) : undefined);
    } catch (error) {
      console.error(error);
      send({ id, error: { code: errorCodes.adapterFailed, message: String(error) } });
    }
  };

  const settle = ({ id, result, error }: Incoming) => {
    const waiting = open.get(id);
    open.delete(id);
    if (error) waiting?.reject(new Error(`the harness answered: ${error.message}`));
    else waiting?.resolve(result);
  };

  const read = (line: Buffer) => {
    if (line.length === 0) return;
    let message: Incoming;
    try {
      message = JSON.parse(line.toString('utf8')) as Incoming;
    } catch (error) {
      send({ id: null, error: { code: errorCodes.parseError, message: String(error) } });
      return;
    }
    if (message.method === undefined) settle(message);
    else if (message.id != null) void serve(message.id, message.method, message.params ?? {});
  };

  const lines = lineSplitter(Infinity, { line: read });
  process.stdin.on('data', (chunk: Buffer) => lines.push(chunk));
  process.stdin.on('end', () => process.exit(0));
};
