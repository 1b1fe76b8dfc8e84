import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

const doctor = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'cli/bin.js'), 'doctor', ...args], { encoding: 'utf8', cwd: root });

it('ends with 0 for a sound adapter, and its JSON says so', () => {
  const { status, stdout } = doctor('--client', 'reference', '--json');
  const report = JSON.parse(stdout) as { findings: unknown[] };
  expect(report).toMatchObject({ version: 1, client: 'reference', ok: true });
  expect(report.findings).toContainEqual(expect.objectContaining({ id: 'trust', ok: true }));
  expect(status).toBe(0);
});

it('ends with 3 for an adapter that is not, and says what to do', () => {
  const { status, stdout } = doctor('--client', 'package.json');
  expect(stdout).toMatch(/^not ok {2}the manifest is as its schema says\n {8}package\.json:\d+:\d+ /);
  expect(stdout).toContain('What to do: ');
  expect(status).toBe(3);
});

it('ends with 2 when there is no such client', () => {
  const { status, stderr } = doctor('--client', 'nobody');
  expect(stderr).toContain('Built-in clients: reference, msal-node');
  expect(status).toBe(2);
});
