/** `serve`: the mock authority on its own, with one world, for a developer's machine. */
import { isIP } from 'node:net';
import { Command } from 'commander';
import {
  createControl,
  createMockIdp,
  openDoors,
  PortInUseError,
  systemClock,
  type Control,
  type Doors,
  type Exchange,
  type MockIdp,
  type World,
} from '../mock-idp/index.ts';
import { CliError } from './exit.ts';
import { interruptible } from './interrupt.ts';
import { wholeNumber } from './options.ts';
import { screen } from './screen.ts';
import { cloudOf, servedWorld } from './served-world.ts';
import { greeting, openIdConfiguration, requestLine, type Served } from './serve-text.ts';
import { writeTrustFiles } from './trust-files.ts';
import { version } from './version.ts';

interface Options {
  readonly config?: string;
  readonly port: number;
  readonly httpPort?: number;
  readonly proxyPort: number;
  readonly host: string;
  readonly cloud?: string;
  readonly json: boolean;
}

const portOptions: Record<string, string> = { https: '--port', http: '--http-port', proxy: '--proxy-port' };

const open = async (idp: MockIdp, world: World, control: Control, options: Options): Promise<Doors> => {
  try {
    return await openDoors(idp, {
      host: options.host,
      https: { port: options.port, world, control },
      proxy: { port: options.proxyPort, world },
      ...(options.httpPort !== undefined && { http: { port: options.httpPort, world, control } }),
    });
  } catch (cause) {
    if (!(cause instanceof PortInUseError)) throw cause;
    const hint = `Give another with ${portOptions[cause.door]}; 0 takes any free port.`;
    throw new CliError(cause.code, 2, cause.message, hint, { cause });
  }
};

/** Whether only this machine gets in. */
const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

const warning = ({ host }: Options) =>
  `It listens on ${host}: others can get in, sign in and ask for tokens. Leave --host out to keep it to this machine.`;

const describe = (world: World, doors: Doors, caFile: string, control: Control): Served => {
  const cloud = cloudOf(world);
  return {
    world,
    httpsUrl: doors.https!.url,
    httpUrl: doors.http?.url,
    proxyUrl: doors.proxy!.url,
    caFile,
    controlToken: control.token,
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
  const world = await servedWorld(idp, options);
  const control = createControl({ idp, version });
  const doors = await open(idp, world, control, options);
  const interrupted = interruptible();
  const { caFile, remove } = writeTrustFiles(doors.ca.pem);
  const served = describe(world, doors, caFile, control);
  if (!isLoopback(options.host)) console.error(`entra-conformance: ${warning(options)}`);

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
