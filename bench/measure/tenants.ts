/** Main thread's microseconds for a request at the last of so many tenants: no token is signed, so little else counts. */
import { createMockIdp, type MockIdp, type World } from '../../mock-idp/index.ts';
import type { Row } from '../report.ts';
import { median } from '../statistics.ts';
import { worldOf } from '../world-of.ts';

const requests = 2000;

const measure = async (idp: MockIdp, { directory }: World): Promise<number> => {
  const app = directory.apps.at(-1)!;
  const request = {
    method: 'POST',
    url: new URL(`https://login.microsoftonline.com/${app.tenant.id}/oauth2/v2.0/token`),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `grant_type=client_credentials&client_id=${app.clientId}&client_secret=wrong&scope=x`,
  };
  const before = performance.now();
  for (let n = 0; n < requests; n++) await idp.handle(request, { door: 'memory' });
  return ((performance.now() - before) * 1000) / requests;
};

export const tenants = async (counts: readonly number[], rounds: number): Promise<Row[]> => {
  const measured: { where: string; run: () => Promise<number>; us: number[] }[] = [];
  for (const count of counts) {
    const one = createMockIdp();
    const world = await one.createWorld(worldOf(count), { seed: 1 });
    measured.push({ where: `${count} tenants of one world`, run: () => measure(one, world), us: [] });
  }
  const many = createMockIdp();
  const worlds: World[] = [];
  for (let seed = 1; seed <= 500; seed++) worlds.push(await many.createWorld(worldOf(1), { seed }));
  measured.push({ where: '500 worlds of one tenant', run: () => measure(many, worlds.at(-1)!), us: [] });
  for (let round = 0; round < rounds; round++) for (const { run, us } of measured) us.push(await run());
  return measured.map(({ where, us }) => ({
    where,
    'us a request': median(us),
    'x one tenant': median(us) / median(measured[0]!.us),
  }));
};
