/** The device code grant (RFC 8628, section 3.4): told to wait until somebody has decided at the device page. */
import { resolveTenant, tenantOfToken } from '../directory/find.ts';
import { refuse } from '../errors/error-data.ts';
import type { DeviceCode } from '../state.ts';
import { answerUserToken } from '../tokens/token-answer.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { Client } from './client-authentication.ts';
import { missing, type Grant } from './grant.ts';
import { accessRefusal } from '../policies/access.ts';
import { accountRefusal } from './user-refusal.ts';

const redeem = async (
  context: EndpointContext,
  { app, proof }: Client,
  code: DeviceCode,
  { user, authentication }: Extract<DeviceCode['state'], { kind: 'completed' }>,
) => {
  const { world, cloud, form } = context;
  const { granted } = code;
  const tenant = tenantOfToken(resolveTenant(world.directory, cloud.id, code.tenantSegment), user);
  const claims = form.get('claims') ?? code.claims;
  const refused =
    accountRefusal(user) ?? accessRefusal(context, { user, app, tenant, granted, authentication, claims });
  if (refused) return refused;
  code.state = { kind: 'redeemed' };
  return answerUserToken(context, {
    app,
    user,
    tenant,
    granted,
    proof,
    authentication,
    claims,
  });
};

export const deviceCode: Grant = async (context, client) => {
  const { form, state, world } = context;
  const incomplete = missing(context, 'device_code');
  if (incomplete) return incomplete;
  const code = state.deviceCodes.get(form.get('device_code')!);
  if (!code || code.app !== client.app) return refuse(70018);
  if (code.state.kind === 'redeemed') return refuse(70018);
  if (world.clock.now() >= code.expiresAt) return refuse(70020);
  switch (code.state.kind) {
    case 'pending':
      return refuse(70016);
    case 'declined':
      return refuse(65004);
    case 'completed':
      return redeem(context, client, code, code.state);
  }
};
