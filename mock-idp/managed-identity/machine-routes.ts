/**
 * Which requests reach the services of the machine: those for the metadata address, and those below
 * `/managed-identity/<tenant>/<source>` at any address of the mock.
 */
import type { EndpointName } from '../endpoint-name.ts';
import type { EndpointHandler } from '../endpoints/endpoint.ts';
import type { Route } from '../routes.ts';
import { appService } from './app-service.ts';
import { azureArc } from './azure-arc.ts';
import { cloudShell } from './cloud-shell.ts';
import { machinePath } from './environment.ts';
import { imds, imdsNothing } from './imds.ts';
import { instance } from './instance.ts';
import { machineLearning } from './machine-learning.ts';
import { serviceFabric } from './service-fabric.ts';

const route = (endpoint: EndpointName, path: string, handler: EndpointHandler): Route => ({
  endpoint,
  side: 'machine',
  methods: ['*'],
  path: new RegExp(`^${path}$`, 'i'),
  head: 'own',
  handler,
});

const under = (source: string) => `/${machinePath}/(?<tenant>[^/]+)/${source}`;
const metadata = `(${under('imds')})?/metadata`;
const token = '/identity/oauth2/token';

export const machineRoutes: readonly Route[] = [
  route('imds', `${metadata}${token}`, imds),
  route('imds-instance', `${metadata}/instance/compute(/(?<value>location))?`, instance),
  route('unknown', `${metadata}(/.*)?`, imdsNothing),
  route('app-service', `${under('app-service')}/msi/token`, appService),
  route('azure-arc', `${under('azure-arc')}/metadata${token}`, azureArc),
  route('cloud-shell', `${under('cloud-shell')}/oauth2/token`, cloudShell),
  route('service-fabric', `${under('service-fabric')}/metadata${token}`, serviceFabric),
  route('machine-learning', `${under('machine-learning')}/msi/token`, machineLearning),
];
