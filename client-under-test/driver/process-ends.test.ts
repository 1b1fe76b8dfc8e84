import { describe, expect, it, vi } from 'vitest';
import { deaf, isRunning, list, startFaux } from './faux-session.ts';

/** Starts a session whose adapter tells the id of a process it started, and waits for that. */
const withGrandchild = async (mode: string) => {
  const told = Promise.withResolvers<number>();
  const notify = (_: string, params: Record<string, unknown>) => told.resolve(Number(params.text));
  const session = await startFaux(mode, { handlers: { ...deaf, notify } });
  return { session, grandchild: told.promise };
};

const gone = (pid: number) => vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 5_000 });

describe('an adapter that does not answer in time', () => {
  it.each(['hang', 'late-answer'])(
    'is a timeout (%s), is ended, and the next call has a new process',
    async (mode) => {
      const session = await startFaux(mode);
      const pid = session.pid!;
      expect(await list(session, 300)).toEqual({ outcome: 'timeout', afterMs: 300 });
      expect(isRunning(pid)).toBe(false);
      expect(session.restarts).toBe(0);
      expect(await session.call('case.start', { case: 'x' }, 20_000)).toEqual({ outcome: 'ok', value: {} });
      expect(session.restarts).toBe(1);
    },
  );

  it('is ended with the processes it started', async () => {
    const { session, grandchild } = await withGrandchild('hang-with-grandchild');
    const call = list(session, 2_000);
    const pid = await grandchild;
    expect(isRunning(pid)).toBe(true);
    expect((await call).outcome).toBe('timeout');
    await gone(pid);
  });

  it('takes the other open calls down as adapter errors that name the one that hung', async () => {
    const session = await startFaux('hang');
    const [hung, other] = await Promise.all([list(session, 300), list(session, 20_000)]);
    expect(hung.outcome).toBe('timeout');
    expect(other).toMatchObject({
      outcome: 'adapter_error',
      problem: expect.stringContaining('account.list') as string,
    });
  });

  it('need not be started again only to be told that the case is over', async () => {
    const session = await startFaux('hang');
    await list(session, 200);
    expect(await session.call('case.end', {}, 20_000)).toEqual({ outcome: 'ok', value: {} });
    expect(session.restarts).toBe(0);
  });
});

describe('an adapter whose process ends', () => {
  it('is a crash with its exit code and what it said last', async () => {
    const session = await startFaux('crash');
    const result = await list(session);
    expect(result).toMatchObject({ outcome: 'crash', exitCode: 7, signal: null });
    expect(result).toHaveProperty('stderr', expect.stringContaining('Unhandled exception: boom'));
  });

  it('is a crash with the signal that ended it', async () => {
    expect(await list(await startFaux('crash-by-signal'))).toMatchObject({
      outcome: 'crash',
      exitCode: null,
      signal: 'SIGKILL',
    });
  });

  it('is a crash even when it says that all is well', async () => {
    expect(await list(await startFaux('exit-zero-midway'))).toMatchObject({ outcome: 'crash', exitCode: 0 });
  });

  it('between two calls is a crash of the second, and the third has a new process that is initialized', async () => {
    const session = await startFaux('crash-between-calls');
    const pid = session.pid!;
    expect((await list(session)).outcome).toBe('ok');
    await gone(pid);
    expect(await session.call('case.start', { case: 'x' }, 20_000)).toMatchObject({
      outcome: 'crash',
      exitCode: 7,
    });
    expect((await session.call('case.start', { case: 'x' }, 20_000)).outcome).toBe('ok');
    expect(session.restarts).toBe(1);
    expect(session.stderr.filter((line) => line.startsWith('initialized'))).toHaveLength(2);
  });

  it('is started again after every crash, as long as calls are answered in between', async () => {
    const session = await startFaux('crash', { maxRestarts: 1 });
    for (const restarts of [0, 1, 2]) {
      expect(session.restarts).toBe(restarts);
      expect((await list(session)).outcome).toBe('crash');
      expect((await session.call('client.create', client, 20_000)).outcome).toBe('ok');
    }
  });

  it('is given up when it crashes again and again', async () => {
    const session = await startFaux('crash', { maxRestarts: 2 });
    const outcomes = [];
    for (let call = 0; call < 4; call++) outcomes.push(await list(session));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['crash', 'crash', 'crash', 'adapter_error']);
    expect(outcomes[3]).toHaveProperty('problem', expect.stringMatching(/2 times in a row .* given up/));
    expect(session.restarts).toBe(2);
  });

  it.each([
    ['closes-stdin', 'standard input'],
    ['closes-stdout', 'standard output'],
  ])('only in part (%s) breaks the protocol and is ended', async (mode, pipe) => {
    const session = await startFaux(mode);
    const pid = session.pid!;
    let result = await list(session);
    if (result.outcome === 'ok') result = await list(session);
    expect(result).toMatchObject({
      outcome: 'adapter_error',
      problem: expect.stringContaining(`closed its ${pipe}`) as string,
    });
    await gone(pid);
  });
});

const client = { as: 'c1', kind: 'public', clientId: 'x', authority: 'https://login.example/t' } as const;

describe('stop', () => {
  it('asks, and the adapter ends by itself', async () => {
    const session = await startFaux('well-behaved');
    const pid = session.pid!;
    await session.stop();
    expect(session.stopped).toBe('by itself');
    expect(isRunning(pid)).toBe(false);
    expect(await list(session)).toMatchObject({ outcome: 'adapter_error' });
  });

  it('leaves no process behind that the adapter started', async () => {
    const { session, grandchild } = await withGrandchild('leaves-grandchild');
    await list(session);
    const pid = await grandchild;
    expect(isRunning(pid)).toBe(true);
    await session.stop();
    await gone(pid);
  });

  it('ends an adapter that heeds neither shutdown nor SIGTERM', { timeout: 20_000 }, async () => {
    const session = await startFaux('ignores-shutdown');
    const pid = session.pid!;
    await list(session);
    await session.stop();
    expect(session.stopped).toBe('killed');
    expect(isRunning(pid)).toBe(false);
    expect(session.stderr).toContain('SIGTERM ignored');
  });
});
