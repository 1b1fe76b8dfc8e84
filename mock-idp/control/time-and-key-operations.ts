/** A world's clock and its signing keys through the control API. */
import { z } from 'zod';
import { operation } from './operation.ts';
import { worldAt } from './world-operations.ts';

const time = z
  .object({ nowMs: z.number().describe('World time in Unix milliseconds.') })
  .meta({ id: 'Time' });

const keyList = z
  .object({
    keys: z.array(
      z.object({
        kid: z.string(),
        use: z
          .enum(['signing', 'next', 'old'])
          .describe('next: published and not used yet; old: used before.'),
      }),
    ),
  })
  .meta({ id: 'Keys' });

export const timeAndKeyOperations = [
  operation({
    id: 'moveClock',
    method: 'POST',
    path: '/worlds/{world}/clock',
    summary: "Moves the world's time on, or back.",
    body: z.strictObject({ advanceMs: z.int().describe('Negative: back.') }).meta({ id: 'ClockMove' }),
    answer: time,
    run: (scope, { path, body }) => {
      const { clock } = worldAt(scope, path);
      clock.advance(body.advanceMs);
      return { nowMs: clock.now() };
    },
  }),
  operation({
    id: 'listKeys',
    method: 'GET',
    path: '/worlds/{world}/keys',
    summary: 'The published signing keys, oldest first.',
    answer: keyList,
    run: async (scope, { path }) => ({ keys: [...(await worldAt(scope, path).keys.list())] }),
  }),
  ...(
    [
      ['publishKey', 'publish', 'Publishes one more key, which signs nothing yet.', 'publishNext'],
      ['useNextKey', 'use-next', 'Signs with the next published key from now on.', 'useNext'],
      ['rotateKeys', 'rotate', 'Publishes a new key, unless one waits, and signs with it.', 'rotate'],
    ] as const
  ).map(([id, verb, summary, method]) =>
    operation({
      id,
      method: 'POST',
      path: `/worlds/{world}/keys/${verb}`,
      summary,
      answer: keyList,
      run: async (scope, { path }) => {
        const { keys } = worldAt(scope, path);
        await keys[method]();
        return { keys: [...(await keys.list())] };
      },
    }),
  ),
  operation({
    id: 'dropKey',
    method: 'DELETE',
    path: '/worlds/{world}/keys/{kid}',
    summary: 'Takes a key out of the keys document. The one that signs stays.',
    run: (scope, { path }) => worldAt(scope, path).keys.drop(path['kid']!) as Promise<undefined>,
  }),
];
