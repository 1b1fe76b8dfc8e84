/** `exec`: runs any program, unmodified, in surroundings where the real host names lead to the mock. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import {
  createControl,
  createMockIdp,
  harOf,
  openDoors,
  systemClock,
  type World,
} from '../mock-idp/index.ts';
import { execEnvironment, worldEnvironment, type Surroundings } from './exec-environment.ts';
import { CliError } from './exit.ts';
import { ledgerTable } from './ledger-table.ts';
import { runProgram } from './run-program.ts';
import { cloudOf, servedWorld } from './served-world.ts';
import { writeTrustFiles } from './trust-files.ts';
import { version } from './version.ts';

interface Options {
  readonly config?: string;
  readonly cloud?: string;
  readonly har?: string;
  readonly quiet: boolean;
}

/** A PEM file for each app that has a certificate with its key: certificate first, as the SDKs read it. */
const writeCertificates = ({ directory }: World, folder: string): ReadonlyMap<string, string> =>
  new Map(
    directory.apps.flatMap(({ name, certificate }) => {
      if (certificate?.privateKeyPem === undefined) return [];
      const file = join(folder, `${name}.pem`);
      writeFileSync(file, `${certificate.certificatePem.trim()}\n${certificate.privateKeyPem}`);
      return [[name, file] as const];
    }),
  );

const writeHar = (file: string, { ledger, canaries }: World) => {
  const har = harOf(ledger.exchanges, { redactWith: canaries, creatorVersion: version });
  try {
    writeFileSync(file, `${JSON.stringify(har, null, 2)}\n`);
  } catch (cause) {
    throw new CliError(
      'har_not_written',
      2,
      `the HAR file cannot be written: ${(cause as Error).message}`,
      undefined,
      { cause },
    );
  }
};

/** All of exec's own words go to stderr: the program's output stays the program's. */
const exec = async (command: readonly string[], { quiet, har, ...choice }: Options): Promise<void> => {
  const say = (text: string) => {
    if (!quiet) console.error(text);
  };
  const idp = createMockIdp({ clock: systemClock });
  const world = await servedWorld(idp, choice);
  const control = createControl({ idp, version });
  const doors = await openDoors(idp, { proxy: { world }, http: { world, control } });
  const trust = writeTrustFiles(doors.ca.pem);
  const surroundings: Surroundings = {
    world,
    cloud: cloudOf(world),
    proxyUrl: doors.proxy!.url,
    trust,
    control: { url: `${doors.http!.url}/_mock`, token: control.token },
    certificateFiles: writeCertificates(world, trust.folder),
  };
  try {
    const variables = Object.entries(worldEnvironment(surroundings)).map(
      ([name, value]) => `${name}=${value}`,
    );
    say(
      `entra-conformance: ${surroundings.cloud.login.preferredNetwork} is the mock for this program, which has\n`,
    );
    say(`${variables.map((line) => `  ${line}`).join('\n')}\n`);
    process.exitCode = await runProgram(command, execEnvironment(process.env, surroundings));
    say(`\nentra-conformance: ended with ${process.exitCode}\n${ledgerTable(world.ledger.exchanges)}`);
    if (idp.unattributed.length > 0) {
      say(`\nOf no tenant or app of this world:\n${ledgerTable(idp.unattributed)}`);
    }
    if (har !== undefined) writeHar(har, world);
  } finally {
    await doors.close();
    trust.remove();
  }
};

export const execCommand = new Command('exec')
  .description('Run a program, unmodified, with the real host names leading to the mock.')
  .argument('<command...>', 'the program and its arguments, after --')
  .option('--config <file>', 'world config (YAML); default: a tenant with two users and two apps')
  .option('--cloud <name>', "the world's cloud, a file of fixtures/clouds")
  .option('--har <file>', 'write what went over the wire as HAR, secrets replaced by their names')
  .option('--quiet', 'print nothing besides what the program prints', false)
  .addHelpText(
    'after',
    `
Examples:
  $ entra-conformance exec -- node server.js
  $ entra-conformance exec --config my-world.yaml -- dotnet test
  $ entra-conformance exec --quiet --har wire.har -- sh -c 'curl -s "$ENTRA_AUTHORITY/v2.0/.well-known/openid-configuration"'

The program finds the world in ENTRA_* (tenant, apps, users, secrets) and AZURE_TENANT_ID, AZURE_CLIENT_ID,
AZURE_CLIENT_SECRET, AZURE_AUTHORITY_HOST; the control API is at ENTRA_CONTROL_URL with ENTRA_CONTROL_TOKEN.
Reached are curl, OpenSSL, Python, Go and .NET on Linux, Node 24 or newer, and Java.
The exit code is the program's; 128 + n when signal n ended it, 127 when it is not found.`,
  )
  .action(exec);
