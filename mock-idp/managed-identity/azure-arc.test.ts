import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { createArcSecrets } from './arc-secrets.ts';
import { seededRandom } from '../random.ts';
import { createMachine, machine, vault } from './testing.ts';

const query = { 'api-version': '2020-06-01', resource: vault };
const metadata = { Metadata: 'true' };

const challenged = async () => {
  const probe = await createMachine();
  const { IDENTITY_ENDPOINT: url = '' } = probe.environment('azure-arc');
  const { status, headers, body } = await probe.ask(url, query, metadata);
  const path = headers.get('www-authenticate')!.replace('Basic realm=', '');
  return { ...probe, url, status, body, path };
};

test('a token is given for what stands in the file of the challenge', async () => {
  const { ask, url, status, body, path, world } = await challenged();
  expect(status).toBe(401);
  expect(body['error_description']).toBe('Missing Basic Authorization header');
  expect(path).toMatch(/\.key$/);
  expect(statSync(path).size).toBeLessThanOrEqual(4096);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const secret = readFileSync(path, 'utf8');
  expect(world.canaries.find(secret)).toEqual(['arc_secret']);
  const granted = await ask(url, query, { ...metadata, Authorization: `Basic ${secret}` });
  expect(granted.status).toBe(200);
  expect(granted.body).toMatchObject({ refresh_token: '', resource: '', expires_in: '86399' });
});

test('a secret is good once, and its file is gone then', async () => {
  const { ask, url, path } = await challenged();
  const headers = { ...metadata, Authorization: `Basic ${readFileSync(path, 'utf8')}` };
  await ask(url, query, headers);
  expect(existsSync(path)).toBe(false);
  const again = await ask(url, query, headers);
  expect(again.status).toBe(401);
  expect(again.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
});

test('a secret that was guessed is challenged anew', async () => {
  const { ask, url } = await challenged();
  expect((await ask(url, query, { ...metadata, Authorization: 'Basic guessed' })).status).toBe(401);
});

test('without the Metadata header no file is written', async () => {
  const { ask, environment } = await createMachine();
  const { IDENTITY_ENDPOINT: url = '' } = environment('azure-arc');
  const { status, headers } = await ask(url, query);
  expect(status).toBe(400);
  expect(headers.get('www-authenticate')).toBeNull();
});

test('a dropped world takes its files and their directory along', async () => {
  const { idp, world, path } = await challenged();
  idp.dropWorld(world);
  expect(existsSync(dirname(path))).toBe(false);
});

test('a directory that was there before stays', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'agent-'));
  const idp = createMockIdp({ arcSecretDirectory: directory });
  const world = await idp.createWorld(machine, { seed: 1 });
  const { IDENTITY_ENDPOINT: url = '' } = world.managedIdentity.environment('azure-arc', {
    url: 'http://169.254.169.254',
  });
  await idp.fetch(world)(`${url}?api-version=2020-06-01`, { headers: metadata });
  expect(readdirSync(directory)).toHaveLength(1);
  idp.dropWorld(world);
  expect(readdirSync(directory)).toEqual([]);
  rmSync(directory, { recursive: true });
});

test('files nobody reads do not pile up', () => {
  const secrets = createArcSecrets();
  const random = seededRandom(1);
  const paths = Array.from({ length: 40 }, () => secrets.create(random).path);
  expect(readdirSync(dirname(paths[0]!))).toHaveLength(32);
  expect(existsSync(paths[0]!)).toBe(false);
  expect(existsSync(paths[39]!)).toBe(true);
  secrets.remove();
});
