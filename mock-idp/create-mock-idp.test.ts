import { expect, test } from 'vitest';
import { createMockIdp } from './create-mock-idp.ts';
import { aadsts, createProbe, manyTraits } from './testing/probe.ts';

const idp = createMockIdp();
const login = 'https://login.microsoftonline.com';

test('two worlds with the same domains, asked in turn, keep to themselves', async () => {
  const [one, two] = [
    await createProbe(manyTraits, { idp, seed: 1 }),
    await createProbe(manyTraits, { idp, seed: 2 }),
  ];
  const stray = idp.fetch();
  const redeem = async ({ app, user }: typeof one, tenant: string) => {
    const { upn, password } = user('alice');
    const body = new URLSearchParams({
      grant_type: 'password',
      client_id: app('desktop').clientId,
      username: upn,
      password,
      scope: 'User.Read',
    });
    return (await stray(`${login}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body })).status;
  };
  const statuses = await Promise.all(
    ['contoso.example', 'common', 'contoso.example'].flatMap((tenant) => [
      redeem(one, tenant),
      redeem(two, tenant),
    ]),
  );
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200]);
  expect(one.world.ledger.exchanges).toHaveLength(3);
  expect(two.world.ledger.exchanges).toHaveLength(3);
  expect(idp.unattributed).toHaveLength(0);
  const crossed = await one.token({
    grant_type: 'password',
    client_id: two.app('desktop').clientId,
    username: 'alice@contoso.example',
    password: two.user('alice').password,
    scope: 'User.Read',
  });
  expect(aadsts(crossed)).toEqual([700016]);
});

test('a token finds its world by its tenant, and is worth nothing once the world is gone', async () => {
  const fresh = createMockIdp();
  const { world, app, user, token } = await createProbe(manyTraits, { idp: fresh });
  const { upn, password } = user('alice');
  const form = { grant_type: 'password', client_id: app('desktop').clientId, username: upn, password };
  const { body } = await token({ ...form, scope: 'User.Read' });
  const me = () =>
    fresh.fetch()('https://graph.microsoft.com/v1.0/me', {
      headers: { authorization: `Bearer ${String(body['access_token'])}` },
    });
  world.clock.advance(60_000);
  expect((await me()).status).toBe(200);
  expect(world.ledger.exchanges.map(({ endpoint }) => endpoint)).toEqual(['token', 'graph-me']);
  fresh.dropWorld(world);
  expect((await me()).status).toBe(401);
  expect(fresh.unattributed).toHaveLength(1);
});

test('what belongs to no world is refused as Entra would, and recorded apart', async () => {
  const fresh = createMockIdp();
  const tenant = '5f0a9d7e-0000-4000-8000-000000000001';
  const response = await fresh.fetch()(`${login}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: tenant }),
  });
  expect(await response.json()).toMatchObject({ error: 'invalid_request', error_codes: [90002] });
  expect(fresh.unattributed[0]).toMatchObject({
    endpoint: 'token',
    tenant,
    decision: 'refused: AADSTS90002',
  });
});

test('the ledger tells what came, whose it was, what was decided and what went out', async () => {
  const { world, app, token, tenant } = await createProbe(manyTraits, { idp });
  const heard: number[] = [];
  const stop = world.ledger.subscribe(({ seq }) => heard.push(seq));
  const { clientId, secret } = app('daemon');
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret! };
  await token({ ...form, scope: 'https://graph.microsoft.com/.default' }, 'contoso.example');
  stop();
  await token(form, tenant('contoso').id);
  expect(heard).toEqual([1]);
  expect(world.ledger.exchanges).toMatchObject([
    {
      seq: 1,
      at: Date.UTC(2030, 0, 1),
      door: 'memory',
      endpoint: 'token',
      cloud: 'public',
      tenant: 'contoso.example',
      grant: 'client_credentials',
      form: { client_id: clientId },
      decision: 'issued a token to the app daemon',
      response: { status: 200 },
    },
    { seq: 2, decision: 'refused: AADSTS900144' },
  ]);
});

test.each([
  'login.microsoftonline.com',
  'LOGIN.windows.net',
  'westus2.login.microsoft.com',
  'login.microsoftonline.us:443',
  'graph.microsoft.com',
  'microsoft.com',
])('%s is played', (host) => {
  expect(idp.owns(host)).toBe(true);
});

test.each(['example.com', 'login.microsoftonline.com.evil.example', 'a.b.login.microsoft.com'])(
  '%s is not played: it is refused and recorded, nothing is forwarded',
  async (host) => {
    expect(idp.owns(host)).toBe(false);
    const { world, fetch } = await createProbe(manyTraits, { idp });
    const response = await fetch(`https://${host}/path`);
    expect(response.status).toBe(502);
    expect(response.headers.get('x-mock-idp-refused')).toBe('true');
    expect(world.ledger.exchanges).toMatchObject([
      { endpoint: 'refused', decision: `refused the host ${host}` },
    ]);
  },
);

test('a defect of the mock is an answer that says so, and is recorded', async () => {
  const { world, fetch } = await createProbe(manyTraits, { idp });
  world.clock.advance(NaN);
  const response = await fetch(`${login}/common/oauth2/v2.0/token`, { method: 'POST' });
  expect(response.status).toBe(500);
  expect(response.headers.get('x-mock-idp-defect')).toBe('true');
  expect(await response.text()).toContain('RangeError');
  expect(world.ledger.exchanges).toHaveLength(1);
});
