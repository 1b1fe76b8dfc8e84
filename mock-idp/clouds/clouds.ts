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

const isRegional = ({ regional }: Cloud, host: string) => {
  const at = regional.indexOf('{region}');
  const after = regional.slice(at + '{region}'.length);
  return (
    host.startsWith(regional.slice(0, at)) &&
    host.endsWith(after) &&
    /^[a-z0-9]+$/.test(host.slice(at, host.length - after.length))
  );
};

/** Where clouds share a host, the first has it. */
const firstByHost = (all: readonly Cloud[], hostsOf: (cloud: Cloud) => readonly (string | undefined)[]) =>
  new Map(all.toReversed().flatMap((cloud) => hostsOf(cloud).map((host) => [host, cloud] as const)));

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
  const logins = firstByHost(all, ({ login, alsoAnswers }) => [...login.aliases, ...alsoAnswers]);
  const others = firstByHost(all, ({ graph, portal, deviceLogin }) => [
    graph,
    portal,
    new URL(deviceLogin).host,
  ]);
  const byLogin = (host: string) => logins.get(host) ?? all.find((cloud) => isRegional(cloud, host));
  const byHost = (host: string) => byLogin(host) ?? others.get(host);
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
