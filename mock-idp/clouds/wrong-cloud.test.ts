import { beforeAll, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { aadsts, createProbe, type Probe } from '../testing/probe.ts';
import { codeForm, walk } from '../testing/walk.ts';

const idp = createMockIdp();
let probe: Probe;
beforeAll(async () => {
  const app = { kind: 'public', audience: 'multi-tenant' } as const;
  probe = await createProbe(
    {
      tenants: {
        contoso: {
          domains: ['contoso.example'],
          users: { alice: {} },
          apps: {
            desktop: app,
            everywhere: { ...app, alsoInClouds: ['usgov', 'china'] },
            daemon: { kind: 'confidential', secret: 'generated' },
          },
        },
        agency: { domains: ['agency.example'], cloud: 'usgov', users: { grace: {} } },
        shanghai: { domains: ['shanghai.example'], cloud: 'china', users: { mei: {} } },
      },
    },
    { idp },
  );
});

const com = 'https://login.microsoftonline.com';
const us = 'https://login.microsoftonline.us';

const passwordForm = () => ({
  grant_type: 'password',
  client_id: probe.app('desktop').clientId,
  username: probe.user('alice').upn,
  password: probe.user('alice').password,
  scope: 'openid',
});

test('a cloud that federates says in which cloud a tenant is: AADSTS90038', async () => {
  const answer = await probe.post(`${us}/${probe.tenant('contoso').id}/oauth2/v2.0/token`, passwordForm());
  expect([answer.status, answer.body['error'], aadsts(answer)]).toEqual([400, 'invalid_request', [90038]]);
  expect(answer.body['error_description']).toContain("National Cloud 'MicrosoftOnline.COM'");
});

test('to a confidential client it says that this is not supported: AADSTS900382', async () => {
  const { clientId, secret } = probe.app('daemon');
  const answer = await probe.post(`${com}/${probe.tenant('agency').id}/oauth2/v2.0/token`, {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret!,
    scope: 'https://graph.microsoft.com/.default',
  });
  expect(aadsts(answer)).toEqual([900382]);
});

test('a cloud that does not federate does not find the tenant: AADSTS90002', async () => {
  const china = 'https://login.chinacloudapi.cn';
  for (const host of [china, 'https://login.sovcloud-identity.fr']) {
    const answer = await probe.post(`${host}/contoso.example/oauth2/v2.0/token`, passwordForm());
    expect(aadsts(answer)).toEqual([90002]);
  }
});

test('the metadata of a tenant elsewhere is that of its own cloud, where clouds federate', async () => {
  const { id } = probe.tenant('agency');
  const { status, body } = await probe.get(`${com}/agency.example/v2.0/.well-known/openid-configuration`);
  expect(status).toBe(200);
  expect(body['token_endpoint']).toBe(`${us}/${id}/oauth2/v2.0/token`);
  expect(body['tenant_region_scope']).toBe('USG');
  const unknown = await probe.get(`${com}/shanghai.example/v2.0/.well-known/openid-configuration`);
  expect([unknown.body['error'], aadsts(unknown)]).toEqual(['invalid_tenant', [90002]]);
});

test('an instance aware app is told where to redeem the code, and the code is good there alone', async () => {
  const parameters = { instance_aware: 'true', state: 's' };
  const seen = await walk(probe, { app: 'everywhere', user: 'grace', parameters });
  expect([...seen.toApp!.searchParams.keys()]).toEqual([
    'code',
    'cloud_instance_name',
    'cloud_instance_host_name',
    'cloud_graph_host_name',
    'msgraph_host',
    'client_info',
    'state',
    'session_state',
  ]);
  expect(Object.fromEntries(seen.toApp!.searchParams)).toMatchObject({
    cloud_instance_name: 'microsoftonline.us',
    cloud_instance_host_name: 'login.microsoftonline.us',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.us',
  });
  const form = codeForm(probe, 'everywhere', seen);
  expect(aadsts(await probe.post(`${com}/common/oauth2/v2.0/token`, form))).toEqual([700005]);
  const token = await probe.post(`${us}/common/oauth2/v2.0/token`, form);
  expect(token.status).toBe(200);
  const authorization = `Bearer ${String(token.body['access_token'])}`;
  const me = await probe.get('https://graph.microsoft.us/v1.0/me', { authorization });
  expect(me.body['userPrincipalName']).toBe('grace@agency.example');
});

test('it is told so of its own cloud too', async () => {
  const parameters = { instance_aware: 'true' };
  const { toApp } = await walk(probe, { app: 'everywhere', user: 'alice', parameters });
  expect(toApp?.searchParams.get('cloud_instance_host_name')).toBe('login.microsoftonline.com');
});

test.each([
  ['an app that does not ask for it', 'everywhere', 'grace', {}],
  ['an app that the other cloud does not know', 'desktop', 'grace', { instance_aware: 'true' }],
  ['a cloud that does not federate', 'everywhere', 'mei', { instance_aware: 'true' }],
] as const)('%s finds nobody of another cloud: AADSTS50034', async (_what, app, user, parameters) => {
  const seen = await walk(probe, { app, user, parameters });
  expect([seen.name, seen.aadsts]).toEqual(['username', '50034']);
});
