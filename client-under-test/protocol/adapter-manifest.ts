/** `adapter.json`: how to start an adapter and what it wraps. A contract, version 1. */
import { z } from 'zod';

const argv = z.array(z.string().min(1)).min(1);

export const adapterManifest = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and dashes'),
    language: z.string(),
    command: argv.describe('Program and arguments; the program is looked up on PATH, never through a shell.'),
    build: z
      .array(argv)
      .optional()
      .describe('Programs to run, in order, before the adapter is first started.'),
    cwd: z.string().optional().describe('Working directory, relative to this file. Default: its folder.'),
    env: z.record(z.string(), z.string()).optional(),
    sdk: z.strictObject({ package: z.string(), version: z.string() }),
  })
  .meta({ id: 'AdapterManifest', title: 'Adapter manifest, version 1' });

export type AdapterManifest = z.infer<typeof adapterManifest>;
