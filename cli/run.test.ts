import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRun, type Run } from '../reports/index.ts';

const root = resolve(import.meta.dirname, '..');
const faux = join(root, 'client-under-test', 'adapters', 'faux');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'entra-conformance-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const start = (args: readonly string[]) => {
  const child = spawn(process.execPath, [join(root, 'cli', 'bin.js'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((settle) => child.on('close', (code) => settle({ code, stdout, stderr })));
  return { child, ended };
};

const cli = (...args: string[]) => start(args).ended;

const runOf = (out: string): Run => readRun(readFileSync(join(out, 'run.jsonl'), 'utf8'));

/** An adapter with no SDK that misbehaves when it is asked for its accounts. */
const misbehaving = (mode: string, command = ['node', join(faux, 'main.ts')]) => {
  const file = join(folder, `${mode}.json`);
  const manifest = { name: 'faux', language: 'javascript', command, cwd: faux, env: { FAUX: mode } };
  writeFileSync(file, JSON.stringify({ ...manifest, sdk: { package: 'none', version: '0' } }));
  return file;
};

/** Three cases, each of which asks for the accounts. */
const accountsScenario = () => {
  const file = join(folder, 'accounts.yaml');
  writeFileSync(
    file,
    `id: test/accounts
title: The accounts are listed
why: To see what becomes of an adapter that misbehaves.
requirements: [ACCOUNT-001]
needs: [accounts.list]
matrix: { round: [1, 2, 3] }
world: desktop
steps:
  - create: public
    as: app
  - accounts: app
    expect: { ok: { count: 1 } }
`,
  );
  return file;
};

const againstFaux = (mode: string, out: string, ...more: string[]) =>
  cli(
    'run',
    '--client',
    misbehaving(mode),
    '--case',
    accountsScenario(),
    '--out',
    out,
    '--concurrency',
    '1',
    ...more,
  );

describe('run', () => {
  it('writes every report of a green run and exits 0', async () => {
    const out = join(folder, 'green');
    const { code, stdout } = await cli('run', '--profile', 'smoke', '--out', out);
    expect(stdout).toContain('conforms');
    expect(code).toBe(0);
    for (const file of ['run.jsonl', 'report.json', 'junit.xml', 'summary.md', 'index.html']) {
      expect(existsSync(join(out, file)), file).toBe(true);
    }
    const run = runOf(out);
    expect(run.cases).toHaveLength(run.header.planned);
    expect(run.footer?.exitCode).toBe(0);
  });

  it('gives the same verdicts in the same order for the same seed', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    await Promise.all(
      [one, two].map((out) =>
        cli('run', '--profile', 'full', '--seed', '7', '--concurrency', '3', '--out', out),
      ),
    );
    const verdicts = (out: string) =>
      runOf(out).cases.map(({ id, verdict, exchanges }) => `${id} ${verdict} ${exchanges}`);
    expect(verdicts(one).length).toBeGreaterThan(100);
    expect(verdicts(one)).toEqual(verdicts(two));
  });

  it('exits 4 when no case was run', async () => {
    const { code, stdout } = await cli('run', '--case', 'no-such-area/*', '--out', join(folder, 'none'));
    expect(code).toBe(4);
    expect(stdout).toContain('0 planned cases');
  });

  it('exits 4 when no case applies', async () => {
    const out = join(folder, 'nothing-applies');
    const { code } = await cli(
      'run',
      '--client',
      misbehaving('well-behaved'),
      '--profile',
      'smoke',
      '--out',
      out,
    );
    expect(code).toBe(4);
    expect(new Set(runOf(out).cases.map(({ verdict }) => verdict))).toEqual(new Set(['not_implemented']));
  });

  it('says which program was not found, exits 3 and records every case as not run', async () => {
    const out = join(folder, 'no-program');
    const client = misbehaving('no-program', ['no-such-program-anywhere']);
    const { code, stderr } = await cli('run', '--client', client, '--case', accountsScenario(), '--out', out);
    expect(code).toBe(3);
    expect(stderr).toContain('no-such-program-anywhere');
    const run = runOf(out);
    expect(run.cases.map(({ verdict }) => verdict)).toEqual(['not_run', 'not_run', 'not_run']);
    expect(run.footer).toBeDefined();
  });

  it('calls an adapter that hangs a timeout, never green, and exits 1', async () => {
    const out = join(folder, 'hang');
    const { code } = await againstFaux('hang', out, '--deadline', '1');
    expect(runOf(out).cases.map(({ verdict }) => verdict)).toEqual(['timeout', 'timeout', 'timeout']);
    expect(code).toBe(1);
  });

  it('calls an adapter that is killed a crash, starts it again, and exits 1', async () => {
    const out = join(folder, 'killed');
    const { code } = await againstFaux('crash-by-signal', out);
    const { cases } = runOf(out);
    expect(cases.map(({ verdict }) => verdict)).toEqual(['crash', 'crash', 'crash']);
    expect(cases[0]!.reason).toContain('SIGKILL');
    expect(code).toBe(1);
  });

  it('calls an adapter that prints to its standard output an adapter error, says how to mend it, and exits 3', async () => {
    const out = join(folder, 'garbage');
    const { code } = await againstFaux('garbage-stdout', out);
    expect(runOf(out).cases[0]).toMatchObject({ verdict: 'adapter_error', blame: 'adapter' });
    expect(code).toBe(3);
  });

  it('calls a wrong answer a failure of the SDK and exits 1', async () => {
    const out = join(folder, 'wrong');
    const { code } = await againstFaux('sdk-error', out);
    expect(runOf(out).cases[0]).toMatchObject({ verdict: 'fail', blame: 'sdk' });
    expect(code).toBe(1);
  });

  it('points at file, line and key of a malformed scenario and exits 2', async () => {
    const file = join(folder, 'bad.yaml');
    writeFileSync(
      file,
      'id: test/bad\ntitle: t\nwhy: w\nrequirements: [ACCOUNT-001]\nneeds: [accounts.list]\nworld: desktop\nsteps:\n  - accounts: app\n    expct: { ok: {} }\n',
    );
    const { code, stderr } = await cli('run', '--case', file, '--out', join(folder, 'bad'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/bad\.yaml:9:5 steps\.0\.expct: unknown key/);
  });

  it('says what is wrong with a client that does not exist, and exits 2', async () => {
    const { code, stderr } = await cli('run', '--client', 'no-such-client');
    expect(code).toBe(2);
    expect(stderr).toContain('Built-in clients: reference, msal-node');
  });

  it('refuses an option it does not know with exit 2', async () => {
    const { code, stderr } = await cli('run', '--sead', '1');
    expect(code).toBe(2);
    expect(stderr).toContain("unknown option '--sead'");
  });

  it('keeps a partial report on Ctrl-C and exits 130', async () => {
    const out = join(folder, 'interrupted');
    const args = [
      'run',
      '--client',
      misbehaving('hang'),
      '--case',
      accountsScenario(),
      '--out',
      out,
      '--concurrency',
      '1',
    ];
    const { child, ended } = start([...args, '--deadline', '600']);
    const hasHeader = () =>
      existsSync(join(out, 'run.jsonl')) && readFileSync(join(out, 'run.jsonl'), 'utf8').includes('\n');
    await expect.poll(hasHeader, { timeout: 20_000 }).toBe(true);
    child.kill('SIGINT');
    const { code } = await ended;
    expect(code).toBe(130);
    const run = runOf(out);
    expect(run.footer?.interrupted).toBe(true);
    expect(run.cases.map(({ verdict }) => verdict)).toEqual(['not_run', 'not_run', 'not_run']);
    expect(existsSync(join(out, 'index.html'))).toBe(true);
  });
});

describe('list', () => {
  it('prints every case of the plan as JSON', async () => {
    const { code, stdout } = await cli('list', '--json');
    const { version, cases } = JSON.parse(stdout) as {
      version: number;
      cases: { id: string; requirements: unknown[] }[];
    };
    expect({ code, version }).toEqual({ code: 0, version: 1 });
    expect(cases.length).toBeGreaterThan(100);
    expect(cases.every(({ requirements }) => requirements.length > 0)).toBe(true);
  });

  it('says what does not apply to a client', async () => {
    const { stdout } = await cli(
      'list',
      '--client',
      misbehaving('well-behaved'),
      '--case',
      'client-credentials/*',
      '--json',
    );
    const { cases } = JSON.parse(stdout) as { cases: { applies?: { verdict: string } }[] };
    expect(cases[0]!.applies?.verdict).toBe('not_implemented');
  });
});

describe('explain', () => {
  it('gives the sentence, the level, the source and the cases of a requirement', async () => {
    const { code, stdout } = await cli('explain', 'CC-002');
    expect(code).toBe(0);
    expect(stdout).toMatch(/CC-002 {2}MUST/);
    expect(stdout).toContain('https://');
    expect(stdout).toContain('client-credentials/second-call-from-the-cache');
  });

  it('says which there are when it does not know one, and exits 2', async () => {
    const { code, stderr } = await cli('explain', 'CC-999');
    expect(code).toBe(2);
    expect(stderr).toContain('CC-001');
  });
});

describe('replay', () => {
  it('runs a recorded case again and prints its wire', async () => {
    const out = join(folder, 'replayed');
    await cli('run', '--case', 'client-credentials/secret[*', '--out', out);
    const { id } = runOf(out).cases[0]!;
    const { code, stdout } = await cli('replay', `${join(out, 'run.jsonl')}#${id}`);
    expect(code).toBe(0);
    expect(stdout).toContain('POST https://login.microsoftonline.com/');
    expect(stdout).toContain('form grant_type: client_credentials');
    expect(stdout).toContain('[client_secret of app]');
    expect(stdout).toContain('access_token claims:');
  });

  it('says which cases there are when it does not find one, and exits 2', async () => {
    const out = join(folder, 'replayed');
    const { code, stderr } = await cli('replay', `${join(out, 'run.jsonl')}#no/such`);
    expect(code).toBe(2);
    expect(stderr).toContain('has no case no/such');
  });
});
