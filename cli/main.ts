/** The command line: parses, calls a room, prints. An error with an `exitCode` ends with it; any other is a defect. */
import { Command, CommanderError } from 'commander';
import { version } from './version.ts';

/** Each is loaded when it is asked for: `serve` does not wait for the suites. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./run.ts')).runCommand,
  list: async () => (await import('./list.ts')).listCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  serve: async () => (await import('./serve.ts')).serveCommand,
  exec: async () => (await import('./exec.ts')).execCommand,
  replay: async () => (await import('./replay.ts')).replayCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
};

const program = new Command('entra-conformance')
  .description(
    'Conformance suites for token-acquisition SDKs, and the mock Entra authority they run against.',
  )
  .version(version)
  .exitOverride()
  .showHelpAfterError('(add --help for what there is)')
  .addHelpText(
    'after',
    `
Examples:
  $ entra-conformance run                               the reference client, report in reports/out/reference
  $ entra-conformance run --client ./adapter.json       your SDK, through your adapter
  $ entra-conformance doctor --client ./adapter.json    what is wrong with an adapter, in words
  $ entra-conformance serve                             the mock authority on its own
  $ entra-conformance exec -- dotnet test               your program, unmodified, against the mock

Exit codes: 0 green, 1 conformance failure, 2 usage or config, 3 adapter or harness error,
4 nothing verified, 5 baseline stale, 130 interrupted.`,
  );

// `entra-conformance list | head` is no error
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 3));

const asked = commands[process.argv[2] ?? ''];
for (const load of asked === undefined ? Object.values(commands) : [asked]) {
  program.addCommand((await load()).exitOverride());
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2; // commander has printed what was wrong
  } else {
    const { exitCode, hint, code } = error as { exitCode?: number; hint?: string; code?: string };
    const isFixture = code === 'invalid_fixture';
    if (exitCode === undefined && !isFixture) console.error(error);
    else
      console.error(
        `entra-conformance: ${(error as Error).message}${hint === undefined ? '' : `\n  ${hint}`}`,
      );
    process.exitCode = exitCode ?? (isFixture ? 2 : 3);
  }
}
