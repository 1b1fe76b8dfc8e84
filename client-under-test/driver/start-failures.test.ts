import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AdapterManifest } from '../protocol/index.ts';
import { AdapterStartError } from './adapter-start-error.ts';
import { buildAdapter } from './build-adapter.ts';
import { deaf, fauxDir, isRunning, startFaux } from './faux-session.ts';
import { findProgram } from './find-program.ts';
import { startProcess } from './start-process.ts';

const manifest = (more: Partial<AdapterManifest>): AdapterManifest => ({
  name: 'faux',
  language: 'Python 3',
  command: ['node', 'main.ts'],
  sdk: { package: 'none', version: '0' },
  ...more,
});

const start = (more: Partial<AdapterManifest>) =>
  startProcess(manifest(more), { manifestDir: fauxDir, handlers: deaf, run: { id: 't', seed: 1 } });

const failure = async (promise: Promise<unknown>): Promise<AdapterStartError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AdapterStartError);
  return error as AdapterStartError;
};

const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'find-program-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
};

describe('a program', () => {
  it('that is nowhere is reported with where it was looked for', async () => {
    const error = await failure(start({ command: ['no-such-program-anywhere'] }));
    expect(error).toMatchObject({ code: 'program_not_found', exitCode: 3 });
    expect(error.message).toContain('"no-such-program-anywhere" was not found on PATH');
    expect(error.message).toContain(dirname(process.execPath));
    expect(error.hint).toContain('without a shell');
  });

  it('with a folder in its name is relative to the working directory', async () => {
    const error = await failure(start({ command: ['./bin/adapter'] }));
    expect(error.message).toContain(join(fauxDir, 'bin', 'adapter'));
  });

  it('is found on PATH in order, and by the endings of Windows', () => {
    const [first, second] = [folder(), folder()];
    for (const file of [join(first, 'tool.EXE'), join(second, 'tool')]) {
      writeFileSync(file, '');
      chmodSync(file, 0o755);
    }
    const path = [first, second].join(delimiter);
    expect(findProgram('tool', { cwd: '/', path })).toBe(join(second, 'tool'));
    expect(findProgram('tool', { cwd: '/', path, pathExt: '.COM;.EXE' })).toBe(join(first, 'tool.EXE'));
  });

  it('that the system cannot run is reported with the reason', async () => {
    const file = join(folder(), 'adapter');
    writeFileSync(file, '#!/no/such/interpreter\n', { mode: 0o755 });
    expect(await failure(start({ command: [file] }))).toMatchObject({ code: 'not_startable' });
  });

  it('is this Node when it is called node, and gets no variable of ours that it does not need', async () => {
    process.env.AZURE_CLIENT_SECRET = 'of the machine';
    onTestFinished(() => void delete process.env.AZURE_CLIENT_SECRET);
    const script = 'console.error(process.execPath, process.env.AZURE_CLIENT_SECRET, process.env.EXTRA)';
    const error = await failure(
      start({ command: ['node', '-e', script], env: { EXTRA: 'from the manifest' } }),
    );
    expect(error.stderr).toEqual([`${process.execPath} undefined from the manifest`]);
  });
});

describe('an adapter', () => {
  it('in a folder that does not exist is reported', async () => {
    expect(await failure(start({ cwd: 'no-such-folder' }))).toMatchObject({ code: 'folder_not_found' });
  });

  it.each([
    ['crash-at-start', 'ended_at_start', /exit code 134/],
    ['initialize-wrong-version', 'protocol_violation', /speaks version 1, the adapter answered 2/],
    ['initialize-unknown-feature', 'protocol_violation', /flow\.telepathy/],
    ['initialize-unsupported', 'initialize_failed', /unsupported/],
    ['initialize-garbage', 'protocol_violation', /Welcome to the faux adapter!/],
  ])('that does not start (%s) is reported', async (mode, code, message) => {
    const error = await failure(startFaux(mode));
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) as string });
    if (mode === 'crash-at-start') expect(error.stderr.join()).toContain('Could not load file or assembly');
  });

  it('that never answers initialize is ended and reported, with a hint on flushing', async () => {
    const script = 'console.error(process.pid); setInterval(() => {}, 1000)';
    const error = await failure(
      startProcess(manifest({ command: ['node', '-e', script] }), {
        manifestDir: fauxDir,
        handlers: deaf,
        run: { id: 't', seed: 1 },
        startupDeadlineMs: 700,
      }),
    );
    expect(error.message).toContain('did not answer initialize within 0.7 s');
    expect(error).toMatchObject({
      code: 'initialize_timeout',
      hint: expect.stringContaining('flush()') as string,
    });
    expect(isRunning(Number(error.stderr[0]))).toBe(false);
  });

  it('may take its time to start', async () => {
    expect((await startFaux('slow-start')).info.adapter.name).toBe('faux');
  });

  it('is told of the run and of the way to the mock', async () => {
    const session = await startFaux('well-behaved', {
      env: { HTTPS_PROXY: 'http://127.0.0.1:1', SSL_CERT_FILE: '/ca.pem' },
    });
    expect(session.stderr[0]).toContain('"protocol":{"min":1,"max":1},"run":{"id":"test","seed":1}');
    expect(session.stderr[0]).toContain('"caPemPath":"/ca.pem","proxyUrl":"http://127.0.0.1:1"');
  });
});

describe('a build', () => {
  const build = (lines: string[], ...steps: string[][]) =>
    buildAdapter(manifest({ build: steps }), fauxDir, (line) => lines.push(line));

  it('runs its programs in order, in the folder of the adapter', async () => {
    const lines: string[] = [];
    await build(lines, ['node', '-p', '"a b".length'], ['node', '-e', 'console.error(process.cwd())']);
    expect(lines).toEqual(['3', fauxDir]);
  });

  it('that fails stops there, and says which step, how and where', async () => {
    const lines: string[] = [];
    const error = await failure(
      build(lines, ['node', '-e', 'console.log("error CS1002"); process.exit(4)'], ['node', '-p', '"next"']),
    );
    expect(error).toMatchObject({ code: 'build_failed', exitCode: 3 });
    expect(error.message).toMatch(/"faux" failed: node -e .*: exit code 4/);
    expect(error.hint).toContain(`by hand in ${fauxDir}. Last line: error CS1002`);
    expect(lines).toEqual(['error CS1002']);
  });
});
