/**
 * What the instance metadata service says of the machine, as far as clients ask for its region.
 * https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service
 */
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import type { WireResponse } from '../wire.ts';
import { missingMetadataHeader } from './imds.ts';
import { hasMetadataHeader, machineAnswer, machineRefusal } from './machine-answer.ts';

/** Newest first, as far back as clients ask. */
const versions = [
  '2023-11-15',
  '2023-07-01',
  '2021-12-13',
  '2021-11-15',
  '2021-11-01',
  '2021-10-01',
  '2021-05-01',
  '2021-03-01',
  '2021-02-01',
  '2021-01-01',
  '2020-12-01',
  '2020-10-01',
  '2020-09-01',
  '2020-07-15',
  '2020-06-01',
  '2019-11-01',
  '2019-08-15',
  '2019-08-01',
  '2019-06-04',
  '2019-06-01',
  '2019-04-30',
  '2019-03-11',
  '2019-02-01',
  '2018-10-01',
  '2018-04-02',
  '2018-02-01',
  '2017-12-01',
  '2017-08-01',
  '2017-04-02',
];

const badVersion = (context: EndpointContext): WireResponse =>
  machineRefusal(
    context,
    'no such api-version',
    {
      error:
        'Bad request. api-version is invalid or was not specified in the request. For more information refer to aka.ms/azureimds',
      'newest-versions': versions.slice(0, 3),
    },
    { status: 400 },
  );

const text = (answer: WireResponse): WireResponse => ({
  ...answer,
  headers: answer.headers.map(([name, value]) =>
    name === 'Content-Type' ? [name, 'text/plain; charset=utf-8'] : [name, value],
  ),
});

/** The whole of `compute`, or one value of it; a value alone is given as text only. */
export const instance: EndpointHandler = (context) => {
  const { query, world, path } = context;
  if (!hasMetadataHeader(context)) return missingMetadataHeader(context);
  if (!versions.includes(query.get('api-version') ?? '')) return badVersion(context);
  const { region } = world.config;
  context.setDecision(`said that the region is ${region}`);
  if (path['value'] === 'location') {
    if (query.get('format')?.toLowerCase() === 'text') return text(machineAnswer(context, region));
    const error = 'Bad request. A single value is given with format=text only.';
    return machineRefusal(context, 'format of a value', { error }, { status: 400 });
  }
  return machineAnswer(context, {
    location: region,
    name: 'mock',
    osType: 'Linux',
    resourceGroupName: 'mock',
    resourceId: world.managedIdentity.system?.resourceId ?? '',
    subscriptionId: world.managedIdentity.system?.resourceId.split('/')[2] ?? '',
    vmId: world.id,
  });
};
