/** `serve`: the mock authority on its own, with one world, for a developer's machine. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { fixturePath, readYaml } from '../fixtures/index.ts';
import {
  createMockIdp,
  openDoors,
  PortInUseError,
  readClouds,
  systemClock,
  worldConfig,
  type Doors,
  type Exchange,
  type MockIdp,
  type World,
} from '../mock-idp/index.ts';
import { CliError } from './exit.ts';
import { interruptible } from './interrupt.ts';
import { wholeNumber } from './options.ts';
import { screen } from './screen.ts';
import { greeting, openIdConfiguration, requestLine, type Served } from './serve-text.ts';

interface Options {
  readonly config?: string;
  readonly port: number;
  readonly httpPort?: number;
  readonly proxyPort: number;
  readonly host: string;
  readonly cloud?: string;
  readonly json: boolean;
}

/** The same config gives the same ids and secrets every time, so that what was pasted somewhere stays right. */
const seed = 1;

const createWorld = async (idp: MockIdp, { config, cloud }: Options): Promise<World> => {
  const clouds = readClouds();
  if (cloud !== undefined && !clouds.byId(cloud)) {
    const known = clouds.all.map(({ id }) => id).join(', ');
    throw new CliError('unknown_cloud', 2, `no cloud is called ${cloud}`, `There are ${known}.`);
  }
  const read = readYaml(config ?? fixturePath('worlds', 'demo.yaml'), worldConfig);
  return idp.createWorld(read, { seed, clock: 'system', ...(cloud !== undefined && { cloud }) });
};

const portOptions: Record<string, string> = { https: '--port', http: '--http-port', proxy: '--proxy-port' };

const open = async (idp: MockIdp, world: World, options: Options): Promise<Doors> => {
  try {
    return await openDoors(idp, {
      host: options.host,
      https: { port: options.port, world },
      proxy: { port: options.proxyPort, world },
      ...(options.httpPort !== undefined && { http: { port: options.httpPort, world } }),
    });
  } catch (cause) {
    if (!(cause instanceof PortInUseError)) throw cause;
    const hint = `Give another with ${portOptions[cause.door]}; 0 takes any free port.`;
    throw new CliError(cause.code, 2, cause.message, hint, { cause });
  }
};

/** Puts the CA where other programs can be pointed at. Returns the file and the way to remove it. */
const writeCa = (pem: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'entra-conformance-'));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, pem);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return {
    caFile,
    remove: () => {
      process.off('exit', remove);
      remove();
    },
  };
};

const describe = (world: World, doors: Doors, caFile: string): Served => {
  const cloud = readClouds().byId(world.directory.tenants[0]?.cloud ?? world.config.cloud)!;
  return {
    world,
    httpsUrl: doors.https!.url,
    httpUrl: doors.http?.url,
    proxyUrl: doors.proxy!.url,
    caFile,
    loginHost: cloud.login.preferredNetwork,
    graphScope: `https://${cloud.graph}/.default`,
  };
};

const readyJson = (served: Served) => {
  const { world, ...urls } = served;
  const { tenants, users, apps } = world.directory;
  return {
    event: 'ready',
    ...urls,
    tenants: tenants.map((tenant) => ({
      name: tenant.name,
      id: tenant.id,
      domains: tenant.domains,
      openIdConfiguration: openIdConfiguration(served, tenant),
      users: users
        .filter((user) => user.tenant === tenant)
        .map(({ name, upn, password }) => ({ name, upn, password })),
      apps: apps
        .filter((app) => app.tenant === tenant)
        .map(({ name, kind, clientId, secret }) => ({ name, kind, clientId, secret })),
    })),
  };
};

const requestJson = ({ at, door, endpoint, request, response, decision, fault }: Exchange) => ({
  event: 'request',
  at: new Date(at).toISOString(),
  door,
  endpoint,
  method: request.method,
  url: `${request.url.origin}${request.url.pathname}`,
  status: response.status,
  decision,
  fault,
});

const serve = async (options: Options): Promise<void> => {
  const idp = createMockIdp({ clock: systemClock });
  const world = await createWorld(idp, options);
  const doors = await open(idp, world, options);
  const interrupted = interruptible();
  const { caFile, remove } = writeCa(doors.ca.pem);
  const served = describe(world, doors, caFile);

  console.log(options.json ? JSON.stringify(readyJson(served)) : greeting(served));
  world.ledger.subscribe((exchange) => {
    console.log(options.json ? JSON.stringify(requestJson(exchange)) : requestLine(exchange, screen.color));
  });

  await new Promise((resolve) => interrupted.signal.addEventListener('abort', resolve));
  await doors.close();
  remove();
  interrupted.release();
};

export const serveCommand = new Command('serve')
  .description('Run the mock authority on its own: HTTPS, a forward proxy, and a world of tenants and apps.')
  .option('--config <file>', 'world config (YAML); default: a tenant with two users and two apps')
  .option('--port <n>', 'HTTPS port; 0: any free one', wholeNumber(0), 8443)
  .option('--http-port <n>', 'also listen for plain HTTP here', wholeNumber(0))
  .option('--proxy-port <n>', 'port of the forward proxy; 0: any free one', wholeNumber(0), 8444)
  .option('--host <address>', 'address to bind; anything but loopback lets others in', '127.0.0.1')
  .option('--cloud <name>', "the world's cloud, a file of fixtures/clouds")
  .option('--json', 'print JSON, one event a line', false)
  .addHelpText(
    'after',
    `
Examples:
  $ entra-conformance serve
  $ entra-conformance serve --config my-world.yaml --port 0 --proxy-port 0
  $ entra-conformance serve --cloud usgov --json

The CA is new each time and its file is removed at the end. Ids and secrets stay the same for the same config.`,
  )
  .action(serve);
