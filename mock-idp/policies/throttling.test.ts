import { expect, test } from 'vitest';
import { aadsts } from '../testing/probe.ts';
import { createSigned, worldWith } from './testing.ts';

const throttled = (rule: object) =>
  createSigned(worldWith({}, { throttling: [{ requests: 2, windowSeconds: 60, ...rule }] }));

test('the request too many is told when to come again', async () => {
  const { password, world } = await throttled({});
  await password('alice');
  world.clock.advance(10_000);
  expect((await password('alice')).status).toBe(200);
  const refused = await password('alice');
  expect(refused.status).toBe(429);
  expect(aadsts(refused)).toEqual([90055]);
  expect(refused.headers.get('retry-after')).toBe('50');
  world.clock.advance(49_000);
  expect((await password('alice')).status).toBe(429);
  world.clock.advance(1000);
  expect((await password('alice')).status).toBe(200);
  expect((await password('alice')).status).toBe(429);
});

test('number, status and time to wait are those of the rule', async () => {
  const { password } = await throttled({ requests: 0, aadsts: 50196, status: 400, retryAfter: 7 });
  const { status, headers, body } = await password('alice');
  expect([status, body['error_codes'], headers.get('retry-after')]).toEqual([400, [50196], '7']);
});

test('each app has a window of its own', async () => {
  const { password, token, app } = await throttled({ requests: 1 });
  await password('alice');
  expect((await password('alice')).status).toBe(429);
  const { clientId, secret } = app('daemon');
  const form = { grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' };
  expect((await token({ client_id: clientId, client_secret: secret!, ...form })).status).toBe(200);
});

test('a rule about another app or grant counts nothing', async () => {
  const { password } = await createSigned(
    worldWith(
      {},
      {
        throttling: [
          { app: 'daemon', requests: 0, windowSeconds: 60 },
          { grant: 'refresh_token', requests: 0, windowSeconds: 60 },
        ],
      },
    ),
  );
  const answer = await password('alice');
  expect(answer.status).toBe(200);
});
