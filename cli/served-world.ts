/** The world that `serve` and `exec` serve: from a config file, in a cloud. */
import { fixturePath, readYaml } from '../fixtures/index.ts';
import { readClouds, worldConfig, type Cloud, type MockIdp, type World } from '../mock-idp/index.ts';
import { CliError } from './exit.ts';

export interface WorldChoice {
  /** A file; default: the demo world. */
  readonly config?: string;
  readonly cloud?: string;
}

/** The same config gives the same ids and secrets every time, so that what was pasted somewhere stays right. */
const seed = 1;

/** @throws {CliError} `unknown_cloud` @throws {FixtureError} when the config does not fit */
export const servedWorld = (idp: MockIdp, { config, cloud }: WorldChoice): Promise<World> => {
  const clouds = readClouds();
  if (cloud !== undefined && !clouds.byId(cloud)) {
    const known = clouds.all.map(({ id }) => id).join(', ');
    throw new CliError('unknown_cloud', 2, `no cloud is called ${cloud}`, `There are ${known}.`);
  }
  const read = readYaml(config ?? fixturePath('worlds', 'demo.yaml'), worldConfig);
  return idp.createWorld(read, { seed, clock: 'system', ...(cloud !== undefined && { cloud }) });
};

/** The cloud of the world's first tenant. */
export const cloudOf = (world: World): Cloud =>
  readClouds().byId(world.directory.tenants[0]?.cloud ?? world.config.cloud)!;
