/** Libraries that know nothing of the mock, in programs of their own under `exec`, at the real host names. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const here = import.meta.dirname;
const bin = join(here, '..', '..', 'cli', 'bin.js');

/** What the program reported. What it printed besides stands in the error, when it fails. */
const run = async (program: string): Promise<unknown> => {
  const words = ['exec', '--config', join(here, 'world.yaml'), '--', process.execPath];
  const child = spawn(process.execPath, [bin, ...words, join(here, 'programs', `${program}.ts`)]);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}:\n${stdout}${stderr}`);
  return JSON.parse(stdout);
};

const guid = expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown;

test('@azure/identity gets a token with each of its credentials', async () => {
  expect(await run('azure-identity')).toEqual({
    secret: { tid: guid, azpacr: '1' },
    certificate: { tid: guid, azpacr: '2' },
    environment: { tid: guid, azpacr: '1' },
    password: { tid: guid, azpacr: '0', person: 'Alice Example' },
    device: { tid: guid, azpacr: '0', person: 'Alice Example' },
  });
}, 60_000);

test('openid-client discovers the authority, signs a person in and refreshes', async () => {
  expect(await run('openid-client')).toEqual({ daemon: 'bearer', person: 'Alice Example', refreshed: true });
}, 60_000);

test('oauth4webapi finds nothing wrong with any answer', async () => {
  expect(await run('oauth4webapi')).toEqual({ daemon: 'bearer', person: 'Alice Example' });
}, 60_000);

describe('a token of the mock, and one that was tampered with, are told apart by', () => {
  test('jose', async () => {
    expect(await run('jose')).toEqual({
      ours: 'accepted',
      tampered: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
      forAnother: 'ERR_JWT_CLAIM_VALIDATION_FAILED',
    });
  }, 60_000);

  test('jsonwebtoken with jwks-rsa', async () => {
    expect(await run('jsonwebtoken')).toEqual({
      ours: 'accepted',
      tampered: 'JsonWebTokenError: invalid signature',
      forAnother: expect.stringContaining('jwt audience invalid') as unknown,
    });
  }, 60_000);
});
