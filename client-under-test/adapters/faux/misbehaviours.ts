/** What the faux adapter does, by name, instead of answering an operation as it should. */
import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, messageText, ok, send, write, type Request } from './wire.ts';

const account = (username: string) => ({ homeAccountId: 'h', environment: 'e', username });
const accounts = (...names: string[]) => ({ accounts: names.map(account) });
const answer = (id: unknown, ...names: string[]) => send(ok(id, accounts(...names)));

const stayAlive = () => void setInterval(() => {}, 60_000);

/** Starts a process of our own that never ends, and tells its id as a log line. */
const startGrandchild = () => {
  const grandchild = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    stdio: 'inherit',
  });
  grandchild.unref();
  send({ method: 'log', params: { level: 'info', text: String(grandchild.pid) } });
};

export const misbehaviours: Readonly<Record<string, (request: Request) => void | Promise<void>>> = {
  'well-behaved': ({ id }) => answer(id, 'alice'),

  // standard output
  'garbage-stdout': ({ id }) => {
    console.log(`Loading token cache ... ${'x'.repeat(300)}`);
    answer(id);
  },
  'garbage-only': () => console.log('System.NullReferenceException: Object reference not set'),
  'json-log-line': ({ id }) => {
    console.log('{"level":"info","msg":"hello"}');
    answer(id);
  },
  latin1: ({ id }) => {
    write(Buffer.from('caf\xe9\n', 'latin1'));
    answer(id);
  },
  'huge-line': ({ id }) => {
    write(`${'y'.repeat(9 * 1024 * 1024)}\n`);
    answer(id);
  },
  'split-utf8': async ({ id }) => {
    for (const byte of Buffer.from(`${messageText(ok(id, accounts('Zoë 🦊')))}\n`)) {
      write(Uint8Array.of(byte));
      await sleep(0);
    }
  },
  crlf: ({ id }) => write(`${messageText(ok(id, accounts('alice')))}\r\n`),
  'byte-order-mark': ({ id }) => write(`\uFEFF${messageText(ok(id, accounts('alice')))}\n`),

  // answers
  'duplicate-id': ({ id }) => {
    answer(id);
    answer(id);
  },
  'unknown-id': () => answer(999),
  'text-id': ({ id }) => answer(String(id)),
  'late-answer': async ({ id }) => {
    await sleep(1_000);
    answer(id);
  },
  'wrong-schema': ({ id }) => send(ok(id, { accounts: [{ ...account('a'), username: 7 }] })),
  'no-outcome': ({ id }) => send({ id, result: accounts() }),
  'malformed-message': () => write('{"jsonrpc":"2.0","id":1,"error":"it broke"}\n'),
  throws: ({ id }) => send({ id, error: { code: -32001, message: 'handle c9 is unknown' } }),
  'sdk-error': ({ id }) =>
    send({ id, result: { outcome: 'error', error: { kind: 'client', sdkType: 'Error', message: 'no' } } }),

  // reverse requests and notifications
  'unknown-reverse': async ({ id }) => answer(id, String((await ask('user.dance', {})).error?.code)),
  'bad-reverse': async ({ id }) => answer(id, String((await ask('clock.sleep', { ms: -1 })).error?.code)),
  sleeps: async ({ id }) => answer(id, JSON.stringify((await ask('clock.sleep', { ms: 5_000 })).result)),
  'opens-url': async ({ id }) => {
    const { result, error } = await ask('user.openUrl', { url: 'https://login.example/authorize' });
    answer(id, JSON.stringify(result ?? error));
  },
  logs: ({ id }) => {
    send({ method: 'log', params: { level: 'info', text: 'hello' } });
    answer(id);
  },
  'bad-notification': ({ id }) => {
    send({ method: 'log', params: { level: 'loud', text: 'x' } });
    answer(id);
  },
  'unknown-notification': ({ id }) => {
    send({ method: 'progress', params: { percent: 50 } });
    answer(id);
  },
  'stderr-flood': ({ id }) => {
    for (let line = 1; line <= 500; line++) console.error(`line ${line} ${'z'.repeat(5_000)}`);
    answer(id);
  },

  'asks-elsewhere': async ({ id }) => {
    const failed = await fetch('https://login.example/token').then(
      () => 'it answered',
      (error: Error) => String(error.cause),
    );
    send({
      id,
      result: { outcome: 'error', error: { kind: 'network', sdkType: 'TypeError', message: failed } },
    });
  },

  // the process
  hang: () => {},
  'hang-with-grandchild': () => startGrandchild(),
  'leaves-grandchild': ({ id }) => {
    startGrandchild();
    answer(id);
  },
  crash: () => {
    console.error('Unhandled exception: boom');
    process.exitCode = 7;
    process.stdin.destroy();
  },
  'crash-by-signal': () => void process.kill(process.pid, 'SIGKILL'),
  'crash-between-calls': ({ id }) => {
    answer(id);
    process.exitCode = 7;
    process.stdin.destroy();
  },
  'exit-zero-midway': () => void process.stdin.destroy(),
  'closes-stdin': ({ id }) => {
    stayAlive();
    process.stdin.destroy();
    closeSync(0); // Node itself never closes the first three
    answer(id);
  },
  'closes-stdout': () => {
    stayAlive();
    process.stdout.end();
  },
  'ignores-shutdown': ({ id }) => {
    stayAlive();
    process.on('SIGTERM', () => console.error('SIGTERM ignored'));
    answer(id);
  },
};
