/** The faux adapter's own, careless end of the wire: it can write what no honest adapter would. */
import { createInterface } from 'node:readline';

export interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: Record<string, unknown>;
}

export interface Answer {
  readonly id: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number };
}

export const write = (bytes: string | Uint8Array): void => {
  process.stdout.write(bytes);
};

export const messageText = (message: object): string => JSON.stringify({ jsonrpc: '2.0', ...message });

export const send = (message: object): void => write(`${messageText(message)}\n`);

export const ok = (id: unknown, value: unknown): object => ({ id, result: { outcome: 'ok', value } });

const open = new Map<unknown, (answer: Answer) => void>();

/** Sends a reverse request and waits for what the harness answers. */
export const ask = (method: string, params: object): Promise<Answer> =>
  new Promise((resolve) => {
    const id = `faux-${open.size + 1}`;
    open.set(id, resolve);
    send({ id, method, params });
  });

/** Calls back with each request; answers go to whoever asked. */
export const listen = (onRequest: (request: Request) => void, onEnd: () => void): void => {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const message = JSON.parse(line) as Request & Answer;
    if (message.method === undefined) open.get(message.id)?.(message);
    else onRequest(message);
  });
  lines.on('close', onEnd);
};
