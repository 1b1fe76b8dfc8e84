import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';

const adapters = join(import.meta.dirname, '..', '..', 'client-under-test', 'adapters');

const manifestFile = (manifest: object) => {
  const dir = mkdtempSync(join(tmpdir(), 'doctor-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = join(dir, 'adapter.json');
  const sdk = { package: 'none', version: '0' };
  writeFileSync(file, JSON.stringify({ name: 'patient', language: 'Python', sdk, ...manifest }));
  return file;
};

const findings = async (idOrPath: string, deadlineMs = 20_000) => {
  const found: Finding[] = [];
  for await (const finding of examine(idOrPath, { deadlineMs })) found.push(finding);
  return found;
};

const faux = (mode: string, more: object = {}) =>
  manifestFile({ command: ['node', 'main.ts'], cwd: join(adapters, 'faux'), env: { FAUX: mode }, ...more });

/** The reference client with something done to its environment first. */
const reference = (...changes: string[]) =>
  manifestFile({ command: ['env', ...changes, 'node', 'main.ts'], cwd: join(adapters, 'reference') });

const notOk = (found: readonly Finding[]) => found.filter(({ ok }) => !ok);

describe('a sound adapter', () => {
  it('passes every examination', { timeout: 20_000 }, async () => {
    const found = await findings('reference');
    expect(notOk(found)).toEqual([]);
    expect(found.map(({ id }) => id)).toEqual([
      ...['manifest', 'build', 'program', 'start', 'initialize', 'features', 'unknown-method', 'client'],
      ...['reach', 'trust', 'token', 'clock', 'stdout', 'shutdown'],
    ]);
  });
});

describe('an adapter that cannot be started', () => {
  it.each([
    ['has a manifest that does not fit', { command: 'node main.ts' }, 'manifest', /command: /],
    ['names a program that is nowhere', { command: ['no-such-program'] }, 'program', /no-such-program/],
    [
      'does not build',
      { command: ['node'], build: [['node', '-e', 'process.exit(1)']] },
      'build',
      /exit code 1/,
    ],
  ])('because it %s is told so', async (_, manifest, id, detail) => {
    const found = await findings(manifestFile(manifest));
    expect(notOk(found)).toEqual([found.at(-1)]);
    expect(found.at(-1)).toMatchObject({ id, detail: expect.stringMatching(detail) as string });
    expect(found.at(-1)!.todo).toBeTruthy();
  });

  it.each([
    ['crash-at-start', 'start', /exit code 134.*Could not load file/],
    ['initialize-wrong-version', 'initialize', /speaks version 1/],
    ['initialize-garbage', 'initialize', /Welcome to the faux adapter!/],
  ])('in the way of %s is told so', async (mode, id, detail) => {
    const found = await findings(faux(mode));
    expect(found.at(-1)).toMatchObject({ id, ok: false, detail: expect.stringMatching(detail) as string });
    expect(notOk(found)).toHaveLength(1);
  });

  it('because it never answers is told to flush', async () => {
    const found = await findings(faux('never-initializes'), 700);
    expect(found.at(-1)).toMatchObject({
      id: 'initialize',
      todo: expect.stringContaining('flush') as string,
    });
  });
});

describe('an adapter that runs', () => {
  it.each(['refuses-unknown-methods', 'claims-unknown-methods'])(
    'and %s is told what to answer',
    async (mode) => {
      expect(notOk(await findings(faux(mode)))).toMatchObject([
        { id: 'unknown-method', todo: expect.stringContaining('"unsupported"') as string },
      ]);
    },
  );

  it('through an SDK that ignores the proxy is told that nothing arrived', { timeout: 20_000 }, async () => {
    const found = await findings(
      reference('HTTPS_PROXY=http://127.0.0.1:9', 'https_proxy=http://127.0.0.1:9'),
    );
    expect(notOk(found)).toMatchObject([
      { id: 'reach', detail: expect.stringContaining('nothing ever came to the proxy') as string },
    ]);
  });

  it('through an SDK that does not trust the CA is told that, and not that nothing arrived', async () => {
    const found = await findings(reference('-u', 'NODE_EXTRA_CA_CERTS'));
    expect(notOk(found)).toMatchObject([
      { id: 'trust', detail: expect.stringContaining('login.microsoftonline.com:443') as string },
    ]);
  }, 20_000);

  it('through an SDK that asks for another host is told which', async () => {
    const found = await findings(faux('asks-elsewhere'));
    expect(notOk(found)).toMatchObject([
      {
        id: 'features',
        detail: expect.stringContaining('without a note: flow.client_credentials') as string,
      },
      { id: 'reach', detail: expect.stringContaining('only for login.example:443') as string },
    ]);
  });
});
