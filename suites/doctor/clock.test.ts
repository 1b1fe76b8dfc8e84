import { expect, it } from 'vitest';
import type { AdapterSession, CallResult, TokenResult } from '../../client-under-test/index.ts';
import { createMockIdp } from '../../mock-idp/index.ts';
import { clockFinding } from './clock.ts';
import type { TokenCall } from './token-calls.ts';

const hour = 3_600_000;

/** A session whose clock was set, and whose SDK then gave this token. */
const examined = async (clock: 'inject' | 'none', token: (nowMs: number) => Partial<TokenResult>) => {
  const world = await createMockIdp().createWorld({ tenants: {} }, { seed: 1 });
  let nowMs = 0;
  const session = {
    info: { clock },
    call: async (_: 'clock.set', params: { nowMs: number }) => {
      nowMs = params.nowMs;
      return { outcome: 'ok', value: {} };
    },
  } as unknown as AdapterSession;
  const run = async (): Promise<CallResult<TokenResult>> => ({
    outcome: 'ok',
    value: { accessToken: 'a', tokenType: 'Bearer', scopes: [], source: 'network', ...token(nowMs) },
  });
  const call: TokenCall = { method: 'token.clientCredentials', needs: [], app: 'daemon', run };
  return clockFinding(session, world, call, 1_000);
};

it('holds when a token lives an hour from the time that was set', async () => {
  expect(await examined('inject', (now) => ({ expiresOnMs: now + hour }))).toMatchObject({ ok: true });
});

it('does not hold when a token that has run out comes from the cache', async () => {
  expect(await examined('inject', () => ({ source: 'cache' }))).toMatchObject({
    ok: false,
    detail: 'a token that had run out two days before came from the cache',
  });
});

it('does not hold when a new token runs out by another clock', async () => {
  const found = await examined('inject', (now) => ({ expiresOnMs: now - 47 * hour }));
  expect(found).toMatchObject({ ok: false, detail: expect.stringContaining('-47.0 hours') as string });
});

it('is not asked of an adapter without a clock', async () => {
  expect(await examined('none', () => ({ source: 'cache' }))).toMatchObject({ ok: true });
});
