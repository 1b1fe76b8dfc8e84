import { describe, expect, it } from 'vitest';
import { deaf, list, startFaux } from './faux-session.ts';
import type { CallResult, HarnessHandlers } from './session.ts';

const answered = (...names: string[]) => ({
  outcome: 'ok',
  value: { accounts: names.map((username) => ({ homeAccountId: 'h', environment: 'e', username })) },
});

describe('what an adapter writes to standard output', () => {
  it('is read when a character arrives byte by byte', async () => {
    expect(await list(await startFaux('split-utf8'))).toEqual(answered('Zoë 🦊'));
  });

  it.each(['crlf', 'byte-order-mark', 'unknown-notification'])('is read in spite of: %s', async (mode) => {
    const session = await startFaux(mode);
    expect((await list(session)).outcome).toBe('ok');
    expect((await list(session)).outcome).toBe('ok');
  });

  it.each([
    ['garbage-stdout', /not JSON: "Loading token cache \.\.\. x+" \.\.\.$/, /console\.error/],
    ['json-log-line', /no message of the protocol: "\{"level":"info"/, /console\.error/],
    ['latin1', /not UTF-8: "café"/, /console\.error/],
    ['huge-line', /longer than 8388608 bytes: "yyy/, undefined],
    ['duplicate-id', /id 2 was answered twice/, /exactly once/],
    ['malformed-message', /malformed .*"error":"it broke"/, undefined],
    [
      'wrong-schema',
      /answer to account\.list .*result\.value\.accounts\.0\.username: .*string/,
      /operations\.schema/,
    ],
    ['no-outcome', /answer to account\.list .*result/, /"outcome":"ok"/],
    ['throws', /failed in account\.list \(-32001\): handle c9 is unknown/, undefined],
    ['bad-notification', /notification log .*params\.level/, undefined],
    ['bad-reverse', /request clock\.sleep .*params\.ms/, undefined],
    ['unknown-id', /id 999, and no request had it/, undefined],
    ['text-id', /id "2", and no request had it/, /the number 2, not a string/],
  ])('%s is a breach that the open call or the next one hears of, in words', async (mode, problem, hint) => {
    const session = await startFaux(mode);
    let result: CallResult<unknown> = await list(session);
    if (result.outcome === 'ok') result = await session.call('case.end', {}, 20_000);
    expect(result).toMatchObject({
      outcome: 'adapter_error',
      problem: expect.stringMatching(problem) as string,
    });
    if (hint) expect(result).toHaveProperty('hint', expect.stringMatching(hint));
  });

  it('costs one call: after a stray line the same process goes on', async () => {
    const session = await startFaux('garbage-stdout');
    const { pid } = session;
    expect((await list(session)).outcome).toBe('adapter_error');
    expect(await session.call('case.start', { case: 'x' }, 20_000)).toEqual({ outcome: 'ok', value: {} });
    expect(session).toMatchObject({ pid, restarts: 0 });
  });

  it('that is only garbage fails the call well before its deadline, and the next call has a new process', async () => {
    const session = await startFaux('garbage-only');
    const { pid } = session;
    expect(await list(session, 600_000)).toMatchObject({
      outcome: 'adapter_error',
      problem: expect.stringContaining('System.NullReferenceException') as string,
    });
    expect((await session.call('case.start', { case: 'x' }, 20_000)).outcome).toBe('ok');
    expect(session.restarts).toBe(1);
    expect(session.pid).not.toBe(pid);
  });
});

describe('what an adapter asks of the harness', () => {
  const hearing = (more: Partial<HarnessHandlers>) => ({ handlers: { ...deaf, ...more } });

  it('is done and answered', async () => {
    const slept: number[] = [];
    const sleep = async (ms: number) => {
      slept.push(ms);
      return 1_000_000 + ms;
    };
    expect(await list(await startFaux('sleeps', hearing({ sleep })))).toEqual(answered('{"nowMs":1005000}'));
    expect(slept).toEqual([5_000]);
  });

  it('is refused with the reason when the harness cannot do it', async () => {
    const openUrl = () => Promise.reject(new Error('the page had no form'));
    expect(await list(await startFaux('opens-url', hearing({ openUrl })))).toEqual(
      answered('{"code":-32002,"message":"the page had no form"}'),
    );
  });

  it('is refused as unknown, and no breach, when this version has no such request', async () => {
    expect(await list(await startFaux('unknown-reverse'))).toEqual(answered('-32601'));
  });

  it('is a breach when the harness can make nothing of it, and never the end of the harness', async () => {
    const notify = () => {
      throw new Error('no such user code');
    };
    expect(await list(await startFaux('logs', hearing({ notify })))).toMatchObject({
      outcome: 'adapter_error',
      problem: expect.stringContaining('notification log: no such user code') as string,
    });
  });

  it('goes to the handlers of the case that runs', async () => {
    const session = await startFaux('sleeps');
    session.handle({ ...deaf, sleep: async () => 42 });
    expect(await list(session)).toEqual(answered('{"nowMs":42}'));
  });
});

it('keeps the last 200 lines of stderr, each cut at 2 kB', async () => {
  const session = await startFaux('stderr-flood');
  await list(session);
  await session.stop();
  expect(session.stderr).toHaveLength(200);
  expect(session.stderr.at(-1)).toMatch(/^line 500 z+ \.\.\. \(line cut\)$/);
  expect(Math.max(...session.stderr.map((line) => line.length))).toBeLessThan(2_100);
});

it('says `unsupported` of a method that the protocol does not have', async () => {
  const session = await startFaux('well-behaved');
  expect(await session.probe('doctor.unknown', 20_000)).toEqual({ outcome: 'unsupported' });
});

it('refuses to send parameters that the protocol does not allow: that is our own defect', async () => {
  const session = await startFaux('well-behaved');
  await expect(session.call('account.list', { client: '' }, 20_000)).rejects.toThrow(/params\.client/);
});
