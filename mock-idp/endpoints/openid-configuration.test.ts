import { beforeAll, expect, test } from 'vitest';
import { aadsts, createProbe, type Probe } from '../testing/probe.ts';

let probe: Probe;
beforeAll(async () => {
  probe = await createProbe();
});

const document = (tenant: string, version: '/v2.0' | '' = '/v2.0', host = 'login.microsoftonline.com') =>
  probe.get(`https://${host}/${tenant}${version}/.well-known/openid-configuration`);

const v2Members = [
  'token_endpoint',
  'token_endpoint_auth_methods_supported',
  'jwks_uri',
  'response_modes_supported',
  'subject_types_supported',
  'id_token_signing_alg_values_supported',
  'response_types_supported',
  'scopes_supported',
  'issuer',
  'request_uri_parameter_supported',
  'userinfo_endpoint',
  'authorization_endpoint',
  'device_authorization_endpoint',
  'http_logout_supported',
  'frontchannel_logout_supported',
  'end_session_endpoint',
  'claims_supported',
  'kerberos_endpoint',
  'tenant_region_scope',
  'cloud_instance_name',
  'cloud_graph_host_name',
  'msgraph_host',
  'rbac_url',
];

test('a tenant document has the recorded members in the recorded order, and the recorded length', async () => {
  const { id } = probe.tenant('contoso');
  const { status, body } = await document(id);
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual(v2Members);
  expect(JSON.stringify(body)).toHaveLength(1753);
  expect(body['issuer']).toBe(`https://login.microsoftonline.com/${id}/v2.0`);
  expect(body['tenant_region_scope']).toBe('NA');
});

test('a domain in the path comes back as the tenant id, whatever its case', async () => {
  const { id } = probe.tenant('contoso');
  const { body } = await document('Contoso.Example');
  expect(body).toEqual((await document(id)).body);
});

test.each([
  ['common', 'https://login.microsoftonline.com/{tenantid}/v2.0'],
  ['organizations', 'https://login.microsoftonline.com/{tenantid}/v2.0'],
  ['consumers', 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0'],
])('%s has the issuer %s and no region', async (tenant, issuer) => {
  const { body } = await document(tenant);
  expect(body['issuer']).toBe(issuer);
  expect(body['tenant_region_scope']).toBeNull();
  expect(body['token_endpoint']).toBe(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`);
});

test('endpoints stay on the alias that was asked, the issuer does not', async () => {
  const { body } = await document('common', '/v2.0', 'login.windows.net');
  expect(body['token_endpoint']).toBe('https://login.windows.net/common/oauth2/v2.0/token');
  expect(body['issuer']).toBe('https://login.microsoftonline.com/{tenantid}/v2.0');
});

test('the v1 document has its own issuer, keys and members', async () => {
  const { id } = probe.tenant('contoso');
  const { body } = await document(id, '');
  expect(body['issuer']).toBe(`https://sts.windows.net/${id}/`);
  expect(body['jwks_uri']).toBe('https://login.microsoftonline.com/common/discovery/keys');
  expect(Object.keys(body)).toEqual([
    ...v2Members.slice(0, 9),
    'microsoft_multi_refresh_token',
    ...v2Members.slice(11, 17),
    'check_session_iframe',
    'userinfo_endpoint',
    ...v2Members.slice(17),
  ]);
});

test('the US Government cloud names its own hosts', async () => {
  const gov = await createProbe(
    { cloud: 'usgov', tenants: { contoso: { domains: ['contoso.example'] } } },
    { idp: probe.idp, seed: 7 },
  );
  const { id } = gov.tenant('contoso');
  const { body } = await gov.get(
    `https://login.microsoftonline.us/${id}/v2.0/.well-known/openid-configuration`,
  );
  expect(body['issuer']).toBe(`https://login.microsoftonline.us/${id}/v2.0`);
  expect(body['cloud_instance_name']).toBe('microsoftonline.us');
  expect(body['msgraph_host']).toBe('graph.microsoft.us');
});

test.each([
  ['11111111-2222-4333-8444-555555555555', 90002],
  ['nobody.example', 90002],
  ['undefined', 900023],
])('the tenant %s is refused with AADSTS%i', async (tenant, code) => {
  const answer = await document(tenant);
  expect(answer.status).toBe(400);
  expect(answer.body['error']).toBe('invalid_tenant');
  expect(aadsts(answer)).toEqual([code]);
  expect(answer.headers.get('cache-control')).toBe('private');
});
