/** Builds a world: directory, clock, chance, faults, ledger, and what the tests' hands can do in it. */
import { worldConfig, type WorldConfigInput } from '../config/world-config.ts';
import type { Clock } from '../clock.ts';
import { createDirectory } from '../directory/create-directory.ts';
import type { Services } from '../endpoints/endpoint.ts';
import { createFaultPlan } from '../faults/fault-plan.ts';
import { createWorldKeys } from '../keys/world-keys.ts';
import { createLedger } from '../ledger/ledger.ts';
import type { WorldOptions } from '../mock-idp.ts';
import { seededRandom } from '../random.ts';
import { createState, type DeviceCode, type WorldState } from '../state.ts';
import type { Directory, User, World, WorldClock } from '../world.ts';
import { createCanaries, type CanaryRegistry } from './canaries.ts';
import { manualClock, runningClock } from './world-clock.ts';
import type { WorldCore } from './world-core.ts';
import { WorldError } from './world-error.ts';

const beginning = Date.UTC(2030, 0, 1);

const watchDirectory = (canaries: CanaryRegistry, { users, apps }: Directory) => {
  for (const user of users) canaries.watch(`password of ${user.name}`, user.password);
  for (const { name, secret, certificate } of apps) {
    if (secret !== undefined) canaries.watch(`client_secret of ${name}`, secret);
    // Line by line: a log or a JSON text breaks it up in its own way.
    const lines = certificate?.privateKeyPem?.split('\n').filter((line) => !line.startsWith('-----')) ?? [];
    canaries.watchParts(`private key of ${name}`, lines);
  }
};

const revoke = (state: WorldState, user: User, now: number) => {
  state.tokensValidFrom.set(user.id, now);
  for (const grants of [state.refreshTokens, state.authorizationCodes]) {
    for (const grant of grants.values()) if (grant.user === user) grant.revoked = true;
  }
  for (const session of state.sessions.values()) {
    session.accounts = session.accounts.filter((account) => account.user !== user);
  }
};

const pendingCode = (state: WorldState, userCode: string): DeviceCode => {
  const code = state.userCodes.get(userCode.trim().toUpperCase());
  if (!code)
    throw new WorldError('unknown_user_code', `No device code was issued with the user code ${userCode}.`);
  if (code.state.kind !== 'pending') {
    throw new WorldError('decided_user_code', `The user code ${userCode} is ${code.state.kind} already.`);
  }
  return code;
};

/**
 * @throws {ZodError} when the config does not fit
 * @throws {WorldError} when it names a cloud that has no file
 * @throws {UnknownErrorCode} when one of its faults names an error that has no file
 */
export const createWorldCore = async (
  services: Services,
  systemClock: Clock,
  input: WorldConfigInput,
  options: WorldOptions,
): Promise<WorldCore> => {
  const config = worldConfig.parse(input);
  const random = seededRandom(options.seed);
  const id = random.guid();
  const cloud = options.cloud ?? config.cloud;
  const directory = await createDirectory(config, cloud, random, services.keys);
  const missingCloud = [cloud, ...directory.tenants.map((tenant) => tenant.cloud)].find(
    (name) => !services.clouds.byId(name),
  );
  if (missingCloud !== undefined) {
    throw new WorldError('unknown_cloud', `There is no fixtures/clouds/${missingCloud}.yaml.`);
  }
  const clock: WorldClock =
    options.clock === 'system' ? runningClock(systemClock) : manualClock(options.nowMs ?? beginning);
  const state = createState();
  const faults = createFaultPlan(services.errors, seededRandom(~options.seed));
  for (const rule of config.faults) faults.add(rule);
  const ledger = createLedger();
  const canaries = createCanaries();
  const keys = createWorldKeys(services.keys);
  watchDirectory(canaries, directory);
  const world: World = {
    id,
    seed: options.seed,
    config,
    clock,
    random,
    directory,
    faults,
    ledger,
    canaries,
    keys,
    revoke: (user) => revoke(state, user, clock.now()),
    completeDeviceCode: (userCode, user) => {
      pendingCode(state, userCode).state = { kind: 'completed', user };
    },
    declineDeviceCode: (userCode) => {
      pendingCode(state, userCode).state = { kind: 'declined' };
    },
  };
  return { world, state, faults, ledger, canaries, keys };
};
