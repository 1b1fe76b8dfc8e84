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
])('%s belongs to %s', (host, cloud) => {
  expect(clouds.byHost(host)?.id).toBe(cloud);
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
