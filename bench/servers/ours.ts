/** The mock authority behind its HTTP listener. Takes the number of tenants of its one world. */
import { createMockIdp, openDoors } from '../../mock-idp/index.ts';
import { announce } from '../serving.ts';
import { formTarget } from '../target.ts';
import { worldOf } from '../world-of.ts';

const idp = createMockIdp();
const world = await idp.createWorld(worldOf(Number(process.argv[2] ?? 1)), { seed: 1, clock: 'system' });
const { http } = await openDoors(idp, { http: { world } });
const app = world.directory.apps.at(-1)!;

announce(
  formTarget(`${http!.url}/${app.tenant.id}/oauth2/v2.0/token`, {
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.secret!,
    scope: 'https://graph.microsoft.com/.default',
  }),
);
