/** What people see of the fixtures and native tests in a vitest of their own, failures included. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';

const samples = join(import.meta.dirname, 'samples');
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

/** What running one sample prints. */
const output = async (sample: string): Promise<{ readonly shown: string; readonly code: number }> => {
  const child = spawn(process.execPath, [vitest, 'run', '--root', samples, '--reporter=verbose', sample], {
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { shown: out + err, code };
};

describe('a failing test with a world', () => {
  let shown: string;
  beforeAll(async () => {
    ({ shown } = await output('failing-app'));
  });

  it('prints what the authority saw and decided', () => {
    expect(shown).toMatch(/POST login\.microsoftonline\.com\/\S+ \(client_credentials\) -> 401 .*7000215/);
  });

  it('is the only one that does', () => {
    expect(shown.match(/What the mock authority saw/g)).toHaveLength(1);
    expect(shown).toMatch(/1 failed \| 1 passed/);
  });
});

describe('a native conformance test', () => {
  let shown: string;
  let code: number;
  beforeAll(async () => {
    ({ shown, code } = await output('no-cache'));
  });

  it('fails with the sentence of the requirement, and expected against actual', () => {
    expect(code).toBe(1);
    expect(shown).toContain('ConformanceError: CC-002 (MUST) ');
    expect(shown).toMatch(/- +"step 3 ok\.source": "cache"/);
    expect(shown).toMatch(/\+ +"step 3 ok\.source": "network"/);
  });

  it('shows what was on the wire', () => {
    expect(shown).toMatch(/wire:\n +step 2 POST https:\/\/login\.microsoftonline\.com/);
  });

  it('is skipped, with the reason, where the client lacks a feature', () => {
    expect(shown).toMatch(/device-code\/then-silent.*not_implemented: /);
  });
});
