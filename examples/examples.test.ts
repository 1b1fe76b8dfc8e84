/** Runs the examples that are programs; those that are tests run beside this one. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = async (example: string) =>
  (await promisify(execFile)(process.execPath, [join(import.meta.dirname, example)])).stdout;

it('in-process.ts gets a token and tells what the authority decided', async () => {
  expect(await run('in-process.ts')).toMatch(/^Bearer token, from the cache: false\n[^]*\/token: issued/);
});

it.runIf(process.env['ENTRA_CONTAINER_TESTS'] === '1')(
  'testcontainers.ts gets a token from a container',
  { timeout: 120_000 },
  async () => expect(await run('testcontainers.ts')).toBe('Bearer token from a container\n'),
);
