import { expect, test } from 'vitest';
import { readClouds } from './clouds.ts';

const clouds = readClouds();

test.each([
  ['login.microsoftonline.com', 'public'],
  ['sts.windows.net', 'public'],
  ['eastus.login.microsoft.com', 'public'],
  ['graph.microsoft.com', 'public'],
  ['login.usgovcloudapi.net', 'usgov'],
  ['usgovvirginia.login.microsoftonline.us', 'usgov'],
  ['graph.microsoft.us', 'usgov'],
  ['login-us.microsoftonline.com', 'usgov'],
  ['login.partner.microsoftonline.cn', 'china'],
  ['login.chinacloudapi.cn', 'china'],
  ['chinanorth2.login.partner.microsoftonline.cn', 'china'],
  ['microsoftgraph.chinacloudapi.cn', 'china'],
  ['login.microsoftonline.de', 'germany'],
  ['login.sovcloud-identity.fr', 'bleu'],
  ['graph.svc.sovcloud.fr', 'bleu'],
  ['login.sovcloud-identity.de', 'delos'],
  ['login.sovcloud-identity.sg', 'govsg'],
  ['login.windows-ppe.net', 'ppe'],
  ['sts.windows-ppe.net', 'ppe'],
  ['login.microsoft-ppe.com', 'ppe'],
])('%s belongs to %s', (host, cloud) => {
  expect(clouds.byHost(host)?.id).toBe(cloud);
});

test('no two clouds answer for the same login or Graph host', () => {
  const hosts = clouds.all.flatMap(({ login, alsoAnswers, graph }) => [
    ...login.aliases,
    ...alsoAnswers,
    graph,
  ]);
  expect(new Set(hosts).size).toBe(hosts.length);
});

test.each([
  ['https://microsoft.com/devicelogin', 'public'],
  ['https://microsoft.com/deviceloginus', 'usgov'],
  ['https://microsoft.com/DeviceLoginChina/', 'china'],
])('%s is the device page of %s', (url, cloud) => {
  expect(clouds.byUrl(new URL(url))?.id).toBe(cloud);
});

test('every cloud is listed where its own hosts are asked about', () => {
  for (const { login, alsoAnswers } of clouds.all) {
    for (const host of [...login.aliases, ...alsoAnswers]) {
      const entries = clouds.instancesFor(host).filter(({ aliases }) => aliases.includes(host));
      expect(entries).toHaveLength(1);
    }
  }
});

test('clouds federate both ways, with clouds that there are', () => {
  for (const { id, federatesWith } of clouds.all) {
    for (const other of federatesWith) expect(clouds.byId(other)?.federatesWith).toContain(id);
  }
});

test('Graph and the portal are no login hosts', () => {
  expect(clouds.isLoginHost('graph.microsoft.com')).toBe(false);
  expect(clouds.isLoginHost('portal.azure.com')).toBe(false);
  expect(clouds.isLoginHost('login.windows.net')).toBe(true);
});

test('each cloud names Microsoft Graph first: what a scope with no API in it means', () => {
  const first = clouds.all.map(({ resources }) => resources[0]!.appId);
  expect(new Set(first)).toEqual(new Set(['00000003-0000-0000-c000-000000000000']));
});
