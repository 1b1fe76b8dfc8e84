import { beforeAll, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { aadsts, createProbe, type Probe } from '../testing/probe.ts';
import { walk } from '../testing/walk.ts';

const idp = createMockIdp();
let probe: Probe;
beforeAll(async () => {
  const app = { kind: 'confidential', secret: 'generated' } as const;
  probe = await createProbe(
    {
      tenants: {
        blocked: { domains: ['blocked.example'], state: 'blocked', users: { bea: {} }, apps: { one: app } },
        idle: { domains: ['idle.example'], state: 'inactive', apps: { two: app } },
        contoso: {
          domains: ['contoso.example'],
          apps: { desktop: { kind: 'public', audience: 'multi-tenant' } },
        },
      },
    },
    { idp },
  );
});

const host = 'https://login.microsoftonline.com';

test.each([
  ['blocked', 'one', 5000224],
  ['idle', 'two', 5000225],
])('in the tenant %s the app %s gets no token: AADSTS%i', async (tenant, app, code) => {
  const { clientId, secret } = probe.app(app);
  const answer = await probe.token(
    {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret!,
      scope: 'https://graph.microsoft.com/.default',
    },
    probe.tenant(tenant).id,
  );
  expect([answer.status, answer.body['error'], aadsts(answer)]).toEqual([400, 'invalid_grant', [code]]);
});

test('its users do not get in at common either', async () => {
  const seen = await walk(probe, { app: 'desktop', user: 'bea' });
  expect([seen.name, seen.aadsts]).toEqual(['password', '5000224']);
});

test('its metadata is still there', async () => {
  const { status } = await probe.get(`${host}/blocked.example/v2.0/.well-known/openid-configuration`);
  expect(status).toBe(200);
});
