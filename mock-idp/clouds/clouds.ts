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
  /** The same; where clouds share a device login host, the one whose page this is. */
  byUrl(url: URL): Cloud | undefined;
  /** Whether the host answers login requests: an alias or a regional host. */
  isLoginHost(host: string): boolean;
  /**
   * What instance discovery lists: what was recorded, the same on every cloud. A cloud that has come since is
   * listed where it is asked about: the SDKs carry those in tables of their own, for want of them in the list.
   */
  instancesFor(host: string): readonly LoginHosts[];
}

const isRegional = (cloud: Cloud, host: string) => {
  const [before, after] = cloud.regional.split('{region}') as [string, string];
  return (
    host.startsWith(before) &&
    host.endsWith(after) &&
    /^[a-z0-9]+$/.test(host.slice(before.length, host.length - after.length))
  );
};

const readCloud = (file: string, graphScopes: readonly string[]): Cloud => {
  const { resources, ...rest } = readYaml(file, cloudFile);
  return {
    id: basename(file, '.yaml'),
    ...rest,
    resources: resources.map((one) => ({
      ...one,
      scopes: one.scopes === 'graph' ? [...graphScopes] : one.scopes,
    })),
  };
};

/** @throws {FixtureError} when a file does not fit its schema */
export const readClouds = (files: readonly string[] = fixtureFiles('clouds')): Clouds => {
  const graphScopes = readYaml(fixturePath('graph-scopes.yaml'), z.array(z.string()));
  const all = files.map((file) => readCloud(file, graphScopes));
  const recorded = readYaml(fixturePath('instance-discovery.yaml'), z.array(loginHosts));
  const byLogin = (host: string) =>
    all.find(
      (cloud) =>
        cloud.login.aliases.includes(host) || cloud.alsoAnswers.includes(host) || isRegional(cloud, host),
    );
  const byHost = (host: string) =>
    byLogin(host) ??
    all.find((cloud) => [cloud.graph, cloud.portal, new URL(cloud.deviceLogin).host].includes(host));
  return {
    all,
    byId: (id) => all.find((cloud) => cloud.id === id),
    byHost,
    byUrl: ({ hostname, pathname }) => {
      const host = hostname.toLowerCase();
      const page = `https://${host}${pathname.toLowerCase().replace(/\/+$/, '')}`;
      return byLogin(host) ?? all.find(({ deviceLogin }) => deviceLogin === page) ?? byHost(host);
    },
    isLoginHost: (host) => byLogin(host) !== undefined,
    instancesFor: (host) => {
      if (recorded.some(({ aliases }) => aliases.includes(host))) return recorded;
      const cloud = byLogin(host);
      const isListed = recorded.some(
        ({ preferredNetwork }) => preferredNetwork === cloud?.login.preferredNetwork,
      );
      return cloud && !isListed ? [...recorded, cloud.login] : recorded;
    },
  };
};
