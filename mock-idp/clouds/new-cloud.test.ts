import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fixtureFiles } from '../../fixtures/index.ts';
import { createMockIdp } from '../create-mock-idp.ts';
import { claimsOf, createProbe } from '../testing/probe.ts';
import { readClouds } from './clouds.ts';

const folder = mkdtempSync(join(tmpdir(), 'clouds-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'atlantis.yaml');
writeFileSync(
  file,
  `name: Atlantis
login:
  preferredNetwork: login.atlantis.example
  preferredCache: login.atlantis.example
  aliases: [login.atlantis.example, login.sunken.example]
regional: '{region}.login.atlantis.example'
issuerHost: login.atlantis.example
stsHost: sts.atlantis.example
graph: graph.atlantis.example
graphInCommonDocument: graph.atlantis.example
legacyGraph: oldgraph.atlantis.example
deviceLogin: https://atlantis.example/device
cloudInstanceName: atlantis.example
rbacUrl: https://pas.atlantis.example
tenantRegionScope: ATL
resources:
  - name: Microsoft Graph
    appId: 00000003-0000-0000-c000-000000000000
    uris: [https://graph.atlantis.example]
    scopes: graph
`,
);

test('a new cloud is one YAML file: discovery, metadata, tokens, regions and Graph follow from it', async () => {
  const idp = createMockIdp({ clouds: readClouds([...fixtureFiles('clouds'), file]) });
  const probe = await createProbe(undefined, { idp, cloud: 'atlantis' });
  const { id } = probe.tenant('contoso');
  const host = 'https://login.sunken.example';

  const discovery = await probe.get(
    `${host}/common/discovery/instance?api-version=1.1&authorization_endpoint=${host}/${id}/oauth2/v2.0/authorize`,
  );
  expect(discovery.body['metadata']).toContainEqual({
    preferred_network: 'login.atlantis.example',
    preferred_cache: 'login.atlantis.example',
    aliases: ['login.atlantis.example', 'login.sunken.example'],
  });

  const metadata = await probe.get(`${host}/${id}/v2.0/.well-known/openid-configuration`);
  expect(metadata.body).toMatchObject({
    token_endpoint: `${host}/${id}/oauth2/v2.0/token`,
    issuer: `https://login.atlantis.example/${id}/v2.0`,
    tenant_region_scope: 'ATL',
    msgraph_host: 'graph.atlantis.example',
  });

  const { upn, password } = probe.user('alice');
  const token = await probe.post(`https://north.login.atlantis.example/${id}/oauth2/v2.0/token/`, {
    grant_type: 'password',
    client_id: probe.app('desktop').clientId,
    username: upn,
    password,
    scope: 'https://graph.atlantis.example/User.Read',
  });
  expect(token.status).toBe(200);
  expect(claimsOf(token.body['access_token'])['tid']).toBe(id);

  const authorization = `Bearer ${String(token.body['access_token'])}`;
  const me = await probe.get('https://graph.atlantis.example/v1.0/me', { authorization });
  expect(me.body['userPrincipalName']).toBe(upn);
});
