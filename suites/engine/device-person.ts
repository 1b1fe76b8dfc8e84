/** The person with the other device: acts on a device code at once, or after the client was told to wait. */
import type { World } from '../../mock-idp/index.ts';
import { userNamed, type Behaviour } from './person.ts';

/** Arranges what happens to a user code. Counts the polls through the ledger, so nothing depends on time. */
export const attendToDeviceCode = (world: World, behaviour: Behaviour, userCode: string): void => {
  const act = () => {
    if (behaviour.deviceCode === 'declines') world.declineDeviceCode(userCode);
    else world.completeDeviceCode(userCode, userNamed(world.directory, behaviour.signsIn));
  };
  if (behaviour.deviceCode === undefined || behaviour.deviceCode === 'ignores') return;
  let left = behaviour.afterPolls ?? 0;
  if (left === 0) return act();
  const stop = world.ledger.subscribe((exchange) => {
    if (exchange.endpoint !== 'token' || !exchange.grant?.includes('device_code')) return;
    if (--left > 0) return;
    stop();
    act();
  });
};
