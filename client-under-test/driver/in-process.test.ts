import { describe, expect, it } from 'vitest';
import type { Adapter, Harness } from '../adapter/adapter.ts';
import { AdapterStartError } from './adapter-start-error.ts';
import { deaf } from './faux-session.ts';
import { startInProcess } from './in-process.ts';

const info = {
  protocol: 1 as const,
  adapter: { name: 'small', version: '1' },
  sdk: { name: 'none', version: '0', language: 'typescript', runtime: 'node' },
  features: {},
  clock: 'inject' as const,
  maxConcurrency: 1,
};

/** A session with an adapter that knows only `account.list`. */
const start = async (accountList: (harness: Harness) => Promise<unknown>, more: Partial<Adapter> = {}) => {
  let harness: Harness;
  const adapter: Adapter = {
    async initialize(_params, given) {
      harness = given;
      return info;
    },
    caseStart() {},
    caseEnd() {},
    setClock() {},
    operations: { 'account.list': () => accountList(harness) as never },
    ...more,
  };
  return startInProcess(adapter, { handlers: deaf, run: { id: 't', seed: 1 } });
};

const none = async () => ({ outcome: 'ok', value: { accounts: [] } });
const list = (session: Awaited<ReturnType<typeof start>>, deadlineMs = 10_000) =>
  session.call('account.list', { client: 'c1' }, deadlineMs);

describe('an adapter driven in process', () => {
  it('gives its outcomes, and `unsupported` for what it does not have', async () => {
    const session = await start(none);
    expect(session.info).toEqual(info);
    expect(await list(session)).toEqual({ outcome: 'ok', value: { accounts: [] } });
    expect(await session.call('cache.export', { client: 'c1' }, 10_000)).toEqual({ outcome: 'unsupported' });
    for (const name of ['doctor.unknown', 'toString', '__proto__']) {
      expect(await session.probe(name, 10_000)).toEqual({ outcome: 'unsupported' });
    }
  });

  it('lets nothing through that is not JSON', async () => {
    const account = {
      homeAccountId: 'h',
      environment: 'e',
      username: 'u',
      name: undefined,
      refresh: () => 1,
    };
    expect(await list(await start(async () => ({ outcome: 'ok', value: { accounts: [account] } })))).toEqual({
      outcome: 'ok',
      value: { accounts: [{ homeAccountId: 'h', environment: 'e', username: 'u' }] },
    });
  });

  it.each([
    [
      'throws',
      () => Promise.reject(new TypeError('no such handle')),
      /failed in account\.list: TypeError: no such/,
    ],
    ['gives what is no outcome', async () => ({ accounts: [] }), /does not fit the protocol: result/],
    [
      'gives a wrong type',
      async () => ({ outcome: 'ok', value: { accounts: 'none' } }),
      /result\.value\.accounts/,
    ],
    ['gives nothing', async () => undefined, /does not fit/],
    ['gives what cannot be JSON', async () => ({ outcome: 'ok', value: { accounts: 1n } }), /BigInt/],
  ])('breaks the protocol when it %s', async (_, accountList, problem) => {
    expect(await list(await start(accountList))).toMatchObject({
      outcome: 'adapter_error',
      problem: expect.stringMatching(problem) as string,
    });
  });

  it('that asks for what the protocol does not allow is told so, and the call fails with the reason', async () => {
    const session = await start(async (harness) => {
      await harness.sleep(-5).catch(() => {});
      return none();
    });
    expect(await list(session)).toMatchObject({ problem: expect.stringContaining('params.ms') as string });
  });

  it('sleeps through the harness', async () => {
    const session = await start(async (harness) => ({
      outcome: 'unsupported',
      reason: String(await harness.sleep(3_000)),
    }));
    session.handle({ ...deaf, sleep: async (ms) => ms + 1 });
    expect(await list(session)).toEqual({ outcome: 'unsupported', reason: '3001' });
  });

  it('that never answers is a timeout, and the session lives', async () => {
    const session = await start(() => new Promise(() => {}));
    expect(await list(session, 30)).toEqual({ outcome: 'timeout', afterMs: 30 });
    expect(await session.call('case.end', {}, 10_000)).toEqual({ outcome: 'ok', value: {} });
  });

  it('that fails to initialize does not start', async () => {
    const initialize = () => Promise.reject(new Error('no network'));
    const starting = start(none, { initialize });
    await expect(starting).rejects.toThrow(AdapterStartError);
    await expect(starting).rejects.toThrow(/no network/);
  });

  it('answers no more once it is stopped', async () => {
    const session = await start(none);
    await session.stop();
    expect(await list(session)).toMatchObject({ outcome: 'adapter_error' });
  });
});
