/** What people and administrators do, through the control API: sign a device in, or out of everything. */
import { z } from 'zod';
import { operation } from './operation.ts';
import { userNamed, worldAt } from './world-operations.ts';

export const peopleOperations = [
  operation({
    id: 'revokeSessions',
    method: 'POST',
    path: '/worlds/{world}/users/{user}/revoke',
    summary: "Ends a user's sessions and refresh tokens. The user by name, object id or user name.",
    run: (scope, { path }) => {
      const world = worldAt(scope, path);
      return world.revoke(userNamed(world, path['user']!)) as undefined;
    },
  }),
  operation({
    id: 'completeDeviceCode',
    method: 'POST',
    path: '/worlds/{world}/device-codes/{userCode}/complete',
    summary: 'Signs a user in at the device page, with the code the client showed.',
    body: z.strictObject({ user: z.string() }).meta({ id: 'DevicePerson' }),
    run: (scope, { path, body }) => {
      const world = worldAt(scope, path);
      return world.completeDeviceCode(path['userCode']!, userNamed(world, body.user)) as undefined;
    },
  }),
  operation({
    id: 'declineDeviceCode',
    method: 'POST',
    path: '/worlds/{world}/device-codes/{userCode}/decline',
    summary: 'Says no at the device page.',
    run: (scope, { path }) => worldAt(scope, path).declineDeviceCode(path['userCode']!) as undefined,
  }),
];
