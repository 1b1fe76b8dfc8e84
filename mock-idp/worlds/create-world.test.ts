import { X509Certificate, createHash, createPrivateKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { createProbe, manyTraits } from '../testing/probe.ts';

const idp = createMockIdp();

test('the same seed makes the same world, another seed another', async () => {
  const make = async (seed: number) => {
    const { directory, id } = await createMockIdp().createWorld(
      {
        tenants: {
          t: {
            domains: ['t.example'],
            users: { u: {} },
            apps: { a: { kind: 'confidential', secret: 'generated' } },
          },
        },
      },
      { seed },
    );
    return { id, directory };
  };
  expect(await make(5)).toEqual(await make(5));
  const [five, six] = [await make(5), await make(6)];
  expect(six.id).not.toBe(five.id);
  expect(six.directory.apps[0]!.secret).not.toBe(five.directory.apps[0]!.secret);
});

test('generated values have their defaults and forms', async () => {
  const { world } = await createProbe(undefined, { idp });
  const [alice] = world.directory.users;
  expect(alice).toMatchObject({ upn: 'alice@contoso.onmicrosoft.com', displayName: 'Alice' });
  expect(alice!.password).toMatch(/^Pw1!.{20}$/);
  const daemon = world.directory.apps.find(({ name }) => name === 'daemon')!;
  expect(daemon.secret).toMatch(/^.{3}8Q~.{34}$/);
  const api = world.directory.apps.find(({ name }) => name === 'api')!;
  expect(api.exposes).toEqual({ uri: `api://${api.clientId}`, scopes: ['access', 'write'] });
});

test('a config that names its values keeps them', async () => {
  const id = 'AAAAAAAA-1111-4111-8111-AAAAAAAAAAAA';
  const world = await idp.createWorld(
    { tenants: { t: { id, domains: ['T.Example'], users: { u: { upn: 'U@T.Example', password: 'pw' } } } } },
    { seed: 1 },
  );
  expect(world.directory.tenants[0]).toMatchObject({ id: id.toLowerCase(), domains: ['t.example'] });
  expect(world.directory.users[0]).toMatchObject({ upn: 'U@T.Example', password: 'pw' });
});

test('generated certificates are good from 2000 to 2100, and no two apps of a world share one', async () => {
  const { world } = await createProbe(undefined, { idp });
  const certificates = world.directory.apps.flatMap(({ certificate }) => certificate ?? []);
  expect(certificates).toHaveLength(2);
  expect(new Set(certificates.map(({ x5t }) => x5t)).size).toBe(2);
  const { certificatePem, privateKeyPem, x5t, x5tS256 } = certificates[0]!;
  const certificate = new X509Certificate(certificatePem);
  expect(certificate.checkPrivateKey(createPrivateKey(privateKeyPem!))).toBe(true);
  expect([certificate.validFromDate.getUTCFullYear(), certificate.validToDate.getUTCFullYear()]).toEqual([
    2000, 2100,
  ]);
  const digest = (name: string) => createHash(name).update(certificate.raw).digest('base64url');
  expect([x5t, x5tS256]).toEqual([digest('sha1'), digest('sha256')]);
});

test('a certificate of one’s own is taken as it is, with no key', async () => {
  const { world } = await createProbe(undefined, { idp });
  const { certificatePem, x5t } = world.directory.apps.find(({ certificate }) => certificate)!.certificate!;
  const own = await idp.createWorld(
    {
      tenants: {
        t: { domains: ['t.example'], apps: { a: { kind: 'confidential', certificate: certificatePem } } },
      },
    },
    { seed: 9 },
  );
  const [app] = own.directory.apps;
  expect(app!.certificate!.x5t).toBe(x5t);
  expect(app!.certificate).not.toHaveProperty('privateKeyPem');
});

test('a manual clock stands still until moved; a system clock runs with the authority’s', async () => {
  let now = 1_000;
  const ticking = createMockIdp({ clock: { now: () => now } });
  const still = await ticking.createWorld({ tenants: {} }, { seed: 1, nowMs: 5_000 });
  const running = await ticking.createWorld({ tenants: {} }, { seed: 2, clock: 'system' });
  now = 2_000;
  still.clock.advance(10);
  running.clock.advance(10);
  expect([still.clock.now(), running.clock.now()]).toEqual([5_010, 2_010]);
  const untold = await ticking.createWorld({ tenants: {} }, { seed: 3 });
  expect(new Date(untold.clock.now()).toISOString()).toBe('2030-01-01T00:00:00.000Z');
});

test('what a config cannot mean is said at once', async () => {
  await expect(idp.createWorld({ tenants: {}, cloud: 'moon' }, { seed: 1 })).rejects.toMatchObject({
    code: 'unknown_cloud',
  });
  const faults = [{ endpoint: 'token' as const, aadsts: 123 }];
  await expect(idp.createWorld({ tenants: {}, faults }, { seed: 1 })).rejects.toMatchObject({
    code: 'unknown_error_code',
  });
});

test('secrets of the directory are canaries by readable names', async () => {
  const { world } = await createProbe(manyTraits, { idp });
  const daemon = world.directory.apps.find(({ name }) => name === 'daemon')!;
  const [alice] = world.directory.users;
  expect(world.canaries.redact(`${daemon.secret!} and ${alice!.password}`)).toBe(
    '[client_secret of daemon] and [password of alice]',
  );
  expect(world.canaries.find(daemon.certificate!.privateKeyPem!)).toContain('private key of daemon');
});
