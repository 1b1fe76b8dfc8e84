import { request } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { createMockIdp, openDoors, type Doors } from '../index.ts';
import { machine, vault } from './testing.ts';

let doors: Doors | undefined;
afterEach(() => doors?.close());

test('the thumbprint is that of the certificate the door shows, and the token comes by the door', async () => {
  const idp = createMockIdp();
  const world = await idp.createWorld(machine, { seed: 1 });
  doors = await openDoors(idp, { https: {} });
  const variables = world.managedIdentity.environment('service-fabric', doors.https!);
  const { fingerprint, status } = await new Promise<{ fingerprint: string; status?: number | undefined }>(
    (resolve, reject) => {
      const url = `${variables['IDENTITY_ENDPOINT']}?api-version=2020-05-01&resource=${vault}`;
      const headers = { secret: variables['IDENTITY_HEADER']! };
      const asking = request(url, { ca: doors!.ca.pem, headers }, (answer) => {
        const { fingerprint } = (answer.socket as TLSSocket).getPeerCertificate();
        answer.resume();
        resolve({ fingerprint, status: answer.statusCode });
      });
      asking.on('error', reject).end();
    },
  );
  expect(status).toBe(200);
  expect(fingerprint.replaceAll(':', '')).toBe(variables['IDENTITY_SERVER_THUMBPRINT']);
});

test('a listener asked by its own address is the metadata service of its world', async () => {
  const idp = createMockIdp();
  const world = await idp.createWorld(machine, { seed: 1 });
  doors = await openDoors(idp, { http: { world } });
  const path = `/metadata/identity/oauth2/token?api-version=2018-02-01&resource=${vault}`;
  const answer = await fetch(`${doors.http!.url}${path}`, { headers: { Metadata: 'true' } });
  expect(answer.status).toBe(200);
});
