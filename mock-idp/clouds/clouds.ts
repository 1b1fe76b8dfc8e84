/** All clouds of `fixtures/clouds`, found by name or by any of their hosts. */
import { basename } from 'node:path';
import { z } from 'zod';
import { fixtureFiles, fixturePath, readYaml } from '../../fixtures/index.ts';
import { cloudFile, loginHosts, type Cloud, type LoginHosts } from './cloud.ts';

export interface Clouds {
  readonly all: readonly Cloud[];
  byId(id: string): Cloud | undefined;
  /** The cloud whose login, regional, Graph, portal or device login host this is. */
  byHost(host: string): Cloud | undefined;
  /** Whether the host answers login requests: an alias or a regional host. */
  isLoginHost(host: string): boolean;
  /** What instance discovery lists: the same on every cloud. */
  readonly instanceDiscovery: readonly LoginHosts[];
}

const isRegional = (cloud: Cloud, host: string) => {
  const [before, after] = cloud.regional.split('{region}') as [string, string];
  return (
    host.startsWith(before) &&
    host.endsWith(after) &&
    /^[a-z0-9]+$/.test(host.slice(before.length, host.length - after.length))
  );
};

export const readClouds = (): Clouds => {
  const all = fixtureFiles('clouds').map((file) => ({
    id: basename(file, '.yaml'),
    ...readYaml(file, cloudFile),
  }));
  const recorded = readYaml(fixturePath('instance-discovery.yaml'), z.array(loginHosts));
  const isRecorded = (cloud: Cloud) =>
    recorded.some((entry) => entry.preferredNetwork === cloud.login.preferredNetwork);
  const byLogin = (host: string) =>
    all.find((cloud) => cloud.login.aliases.includes(host) || isRegional(cloud, host));
  return {
    all,
    byId: (id) => all.find((cloud) => cloud.id === id),
    byHost: (host) =>
      byLogin(host) ??
      all.find((cloud) => [cloud.graph, cloud.portal, new URL(cloud.deviceLogin).host].includes(host)),
    isLoginHost: (host) => byLogin(host) !== undefined,
    instanceDiscovery: [
      ...recorded,
      ...all.filter((cloud) => !isRecorded(cloud)).map((cloud) => cloud.login),
    ],
  };
};
