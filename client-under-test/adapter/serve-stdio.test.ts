import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';

const module = join(import.meta.dirname, 'index.ts');

/** Serves an adapter whose `account.list` is this code, in a process of its own. */
const serve = (accountList: string) => {
  const dir = mkdtempSync(join(tmpdir(), 'serve-stdio-'));
  const file = join(dir, 'main.ts');
  writeFileSync(
    file,
    `import { serveStdio } from ${JSON.stringify(module)};
     let harness: any;
     const ok = (value: unknown): any => ({ outcome: 'ok', value });
     serveStdio({
       async initialize(_: unknown, given: unknown) { harness = given; return {} as any; },
       caseStart() {}, caseEnd() {}, setClock() {},
       operations: { 'account.list': async (params: any) => { ${accountList} } },
     });`,
  );
  const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
    rmSync(dir, { recursive: true });
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const stderr: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk.toString('utf8')));
  return {
    child,
    stderr,
    exit: new Promise<number | null>((resolve) => child.once('close', resolve)),
    send: (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`),
    receive: async () => JSON.parse((await lines.next()).value as string) as Record<string, unknown>,
  };
};

const list = (id: number | string, params: object = {}) => ({ id, method: 'account.list', params });

it('keeps standard output for messages: what else is printed goes to standard error', async () => {
  const { send, receive, stderr, exit } = serve(
    `console.log('from a library'); process.stdout.write('and another\\n'); return ok({ accounts: [] });`,
  );
  send(list(1));
  expect(await receive()).toEqual({
    jsonrpc: '2.0',
    id: 1,
    result: { outcome: 'ok', value: { accounts: [] } },
  });
  send({ id: 2, method: 'shutdown' });
  expect(await receive()).toMatchObject({ id: 2, result: { outcome: 'ok' } });
  expect(await exit).toBe(0);
  expect(stderr.join('')).toBe('from a library\nand another\n');
});

it('answers `unsupported` to a method that the adapter does not have', async () => {
  const { send, receive } = serve('return ok({});');
  for (const method of ['cache.export', 'doctor.noSuchMethod', 'toString']) {
    send({ id: 'x', method, params: {} });
    expect(await receive()).toEqual({ jsonrpc: '2.0', id: 'x', result: { outcome: 'unsupported' } });
  }
});

it('answers a throw with error -32001, and goes on', async () => {
  const { send, receive, stderr } = serve(`throw new TypeError('no client c9');`);
  for (const id of [1, 2]) {
    send(list(id));
    expect(await receive()).toEqual({
      jsonrpc: '2.0',
      id,
      error: { code: -32001, message: 'TypeError: no client c9' },
    });
  }
  expect(stderr.join('')).toContain('TypeError: no client c9\n    at ');
});

it('says that it could not read a line that is no JSON', async () => {
  const { child, receive } = serve('return ok({});');
  child.stdin.write('{"jsonrpc":\n');
  expect(await receive()).toMatchObject({ id: null, error: { code: -32700 } });
});

it('runs requests side by side and asks the harness meanwhile', async () => {
  const { send, receive } = serve(
    `if (params.wait) return ok(await harness.sleep(params.wait)); harness.log({ level: 'info', text: 'quick' }); return ok('quick');`,
  );
  send({ id: 1, method: 'initialize', params: {} });
  await receive();
  send(list(2, { wait: 500 }));
  const asked = await receive();
  expect(asked).toMatchObject({ method: 'clock.sleep', params: { ms: 500 } });
  send(list(3));
  expect(await receive()).toEqual({
    jsonrpc: '2.0',
    method: 'log',
    params: { level: 'info', text: 'quick' },
  });
  expect(await receive()).toMatchObject({ id: 3, result: { value: 'quick' } });
  send({ id: asked['id'], result: { nowMs: 42 } });
  expect(await receive()).toMatchObject({ id: 2, result: { value: 42 } });
});

it('hands a refusal of the harness to the adapter', async () => {
  const { send, receive } = serve(`return ok(await harness.openUrl('https://a.example').catch(String));`);
  send({ id: 1, method: 'initialize', params: {} });
  await receive();
  send(list(2));
  const { id } = await receive();
  send({ id, error: { code: -32002, message: 'no form on the page' } });
  expect(await receive()).toMatchObject({
    id: 2,
    result: { value: 'Error: the harness answered: no form on the page' },
  });
});

it('ends with code 0 at the end of its input, whatever is still open', async () => {
  const { child, send, exit } = serve('await new Promise(() => setInterval(() => {}, 1000));');
  send(list(1));
  child.stdin.end();
  expect(await exit).toBe(0);
});
