/** Builds a world: directory, clock, chance, faults, ledger, and what the tests' hands can do in it. */
import { worldConfig, type WorldConfigInput } from '../config/world-config.ts';
import type { Clock } from '../clock.ts';
import { lastCode } from '../customers/one-time-codes.ts';
import { createDirectory } from '../directory/create-directory.ts';
import type { Services } from '../endpoints/endpoint.ts';
import { createFaultPlan } from '../faults/fault-plan.ts';
import { createWorldKeys } from '../keys/world-keys.ts';
import { createLedger } from '../ledger/ledger.ts';
import { createArcSecrets } from '../managed-identity/arc-secrets.ts';
import { createManagedIdentities } from '../managed-identity/managed-identity.ts';
import { changePassword, disable, enable, revoke } from '../policies/account-changes.ts';
import type { WorldOptions } from '../mock-idp.ts';
import { seededRandom } from '../random.ts';
import { createState, type DeviceCode, type WorldState } from '../state.ts';
import type { Directory, World, WorldClock } from '../world.ts';
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
  const state = createState(createArcSecrets(services.arcSecretDirectory));
  const faults = createFaultPlan(services.errors, seededRandom(~options.seed));
  for (const rule of config.faults) faults.add(rule);
  const ledger = createLedger();
  const canaries = createCanaries();
  const keys = createWorldKeys(services.keys);
  watchDirectory(canaries, directory);
  const managedIdentity = createManagedIdentities(config.managedIdentities, directory, random);
  canaries.watch('identity header', managedIdentity.identityHeader);
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
    managedIdentity,
    keys,
    revoke: (user) => revoke(state, user, clock.now()),
    changePassword: (user, password) => {
      canaries.watch(`password of ${user.name}`, password);
      changePassword(state, user, password, clock.now());
    },
    disable: (user) => disable(state, user),
    enable,
    completeDeviceCode: (userCode, user) => {
      // They do all that the pages ask.
      const authentication = { at: clock.now(), mfa: true };
      pendingCode(state, userCode).state = { kind: 'completed', user, authentication };
    },
    declineDeviceCode: (userCode) => {
      pendingCode(state, userCode).state = { kind: 'declined' };
    },
    oneTimeCode: (email) => lastCode(state.oneTimeCodes, email),
  };
  return { world, state, faults, ledger, canaries, keys };
};
