/** A world from the inside: what outsiders see of it, and what the endpoints need besides. */
import type { WorldKeys } from '../keys/world-keys.ts';
import type { WorldState } from '../state.ts';
import type { World } from '../world.ts';
import type { StrikingFaultPlan } from '../faults/fault-plan.ts';
import type { WritableLedger } from '../ledger/ledger.ts';
import type { CanaryRegistry } from './canaries.ts';

export interface WorldCore {
  readonly world: World;
  readonly state: WorldState;
  readonly faults: StrikingFaultPlan;
  readonly ledger: WritableLedger;
  readonly canaries: CanaryRegistry;
  readonly keys: WorldKeys;
}
