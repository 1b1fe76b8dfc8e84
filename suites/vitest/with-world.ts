/** A vitest `test` whose every test has a world of the mock authority to itself. */
import { test } from 'vitest';
import { createMockIdp, type WorldConfigInput, type WorldOptions } from '../../mock-idp/index.ts';
import { caseSeed } from '../engine/seed.ts';
import { ledgerText } from './ledger-text.ts';

/**
 * A `test` with three fixtures more. `idp` is the authority, one for the tests of a file. `world` is made for the
 * test, from a seed that is the test's name: the same ids and secrets on every run. `fetch` reaches that world
 * under the real host names, with no socket. When a test fails, what its world saw is printed.
 * @param options as for `createWorld`; the clock runs with the machine's unless it says `manual`
 * @example
 * const test = withWorld({ tenants: { contoso: { domains: ['contoso.example'], apps: { app: { kind: 'public' } } } } });
 * test('signs in', async ({ world, fetch, expect }) => { ... });
 */
export const withWorld = (config: WorldConfigInput, options: Partial<WorldOptions> = {}) =>
  test
    .extend('idp', { scope: 'file' }, () => createMockIdp())
    .extend('world', async ({ idp, task, onTestFailed }, { onCleanup }) => {
      const seed = caseSeed(0, task.fullTestName);
      const world = await idp.createWorld(config, { clock: 'system', seed, ...options });
      onTestFailed(() => console.error(ledgerText(world)));
      onCleanup(() => idp.dropWorld(world));
      return world;
    })
    .extend('fetch', ({ idp, world }) => idp.fetch(world));
