import { beforeAll, expect, test } from 'vitest';
import { createProbe, type Probe } from '../testing/probe.ts';

let probe: Probe;
beforeAll(async () => {
  probe = await createProbe();
});

const realm = (upn: string) =>
  probe.get(`https://login.microsoftonline.com/common/userrealm/${encodeURIComponent(upn)}?api-version=2.0`);

test('a domain of the world is managed', async () => {
  const { status, body, headers } = await realm('Alice@Contoso.Example');
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual([
    'NameSpaceType',
    'Login',
    'DomainName',
    'FederationBrandName',
    'TenantBrandingInfo',
    'cloud_instance_name',
  ]);
  expect(body).toMatchObject({
    NameSpaceType: 'Managed',
    Login: 'Alice@Contoso.Example',
    DomainName: 'contoso.example',
    cloud_instance_name: 'microsoftonline.com',
  });
  expect(headers.get('content-disposition')).toBe('inline; filename=userrealm.json');
});

test('any other domain is unknown', async () => {
  const { body } = await realm('bob@elsewhere.example');
  expect(body).toMatchObject({ NameSpaceType: 'Unknown', Login: 'bob@elsewhere.example' });
});

test('the domain of the name finds the world when nothing else does', async () => {
  const { idp, world } = await createProbe({
    tenants: { unique: { domains: ['unique.example'] } },
  });
  const response = await idp.fetch()(
    'https://login.microsoftonline.com/common/userrealm/x@unique.example?api-version=2.0',
  );
  expect(response.status).toBe(200);
  expect(world.ledger.exchanges.map(({ endpoint }) => endpoint)).toEqual(['user-realm']);
  expect(idp.unattributed).toEqual([]);
});
