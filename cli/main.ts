/** The command line: parses, calls a room, prints. An error with an `exitCode` ends with it; any other is a defect. */
import { Command, CommanderError } from 'commander';
import { doctorCommand } from './doctor.ts';
import { explainCommand } from './explain.ts';
import { listCommand } from './list.ts';
import { replayCommand } from './replay.ts';
import { runCommand } from './run.ts';
import { serveCommand } from './serve.ts';
import { version } from './version.ts';

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

Exit codes: 0 green, 1 conformance failure, 2 usage or config, 3 adapter or harness error,
4 nothing verified, 5 baseline stale, 130 interrupted.`,
  );

for (const command of [runCommand, listCommand, doctorCommand, serveCommand, replayCommand, explainCommand]) {
  program.addCommand(command.exitOverride());
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
