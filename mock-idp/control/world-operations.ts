/** Worlds through the control API: made, looked at, dropped; and finding the one an operation is for. */
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { worldConfig } from '../config/world-config.ts';
import type { User, World } from '../world.ts';
import { ControlError } from './control-error.ts';
import { operation, type ControlScope, type RawInput } from './operation.ts';
import { secretsQuery, viewOfWorld, worldView } from './views.ts';

/** @throws {ControlError} 404 */
export const worldAt = ({ idp }: ControlScope, { world: id }: RawInput['path']): World => {
  const world = idp.worlds.find((one) => one.id === id);
  if (world) return world;
  throw new ControlError(404, 'unknown_world', `There is no world ${id}.`, {
    hint: 'GET /_mock/worlds lists them.',
  });
};

/** By name, object id or user name. @throws {ControlError} 404 */
export const userNamed = ({ directory, id }: World, asked: string): User => {
  const wanted = asked.toLowerCase();
  const user = directory.users.find((one) =>
    [one.name, one.id, one.upn].some((name) => name.toLowerCase() === wanted),
  );
  if (user) return user;
  const names = directory.users.map(({ name }) => name).join(', ');
  throw new ControlError(404, 'unknown_user', `The world ${id} has no user ${asked}.`, {
    hint: `There are ${names}.`,
  });
};

const newWorld = z
  .strictObject({
    config: worldConfig,
    seed: z.int().optional().describe('The same seed gives the same ids and secrets. Default: by chance.'),
    cloud: z.string().optional().describe("Overrides the config's."),
    clock: z
      .enum(['manual', 'system'])
      .optional()
      .describe('system (default) runs with the machine; manual stands still until moved.'),
    nowMs: z.number().optional().describe('Unix milliseconds at which a manual clock begins.'),
  })
  .meta({ id: 'NewWorld' });

export const worldOperations = [
  operation({
    id: 'listWorlds',
    method: 'GET',
    path: '/worlds',
    summary: 'Every world, without secrets.',
    answer: z.object({ worlds: z.array(worldView) }),
    run: ({ idp }) => ({ worlds: idp.worlds.map((world) => viewOfWorld(world, 'hidden')) }),
  }),
  operation({
    id: 'createWorld',
    method: 'POST',
    path: '/worlds',
    summary: 'Makes a world from a config; the answer has its ids and secrets.',
    body: newWorld,
    answer: worldView,
    status: 201,
    run: async ({ idp }, { body }) => {
      const { config, seed = randomInt(2 ** 32), clock = 'system', cloud, nowMs } = body;
      const options = { ...(cloud !== undefined && { cloud }), ...(nowMs !== undefined && { nowMs }) };
      const world = await idp.createWorld(config, { seed, clock, ...options });
      if (idp.worlds.some((other) => other !== world && other.id === world.id)) {
        idp.dropWorld(world);
        throw new ControlError(
          409,
          'world_exists',
          `The seed ${seed} has made a world that is still there.`,
          {
            hint: 'Take another seed, leave it out, or drop that world first.',
          },
        );
      }
      return viewOfWorld(world, 'shown');
    },
  }),
  operation({
    id: 'readWorld',
    method: 'GET',
    path: '/worlds/{world}',
    summary: 'One world.',
    query: z.strictObject({ secrets: secretsQuery }),
    answer: worldView,
    run: (scope, { path, query }) => viewOfWorld(worldAt(scope, path), query.secrets),
  }),
  operation({
    id: 'dropWorld',
    method: 'DELETE',
    path: '/worlds/{world}',
    summary: 'Forgets a world with everything in it.',
    run: (scope, { path }) => scope.idp.dropWorld(worldAt(scope, path)) as undefined,
  }),
];
