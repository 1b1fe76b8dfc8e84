/** Clients that are wrong about the tenant of an authority. */
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeErrors, changeParams, changeRequests } from './changes.ts';
import { hasGrant, without } from './wire-edits.ts';

const anyTenant = /\/(common|organizations)$/;

/** Refreshes go to the tenant segment that was typed. */
const staysAtTheTypedTenant = (): readonly Change[] => {
  let typed: string | undefined;
  return [
    changeParams('client.create', (params) => {
      typed = anyTenant.exec(params.authority)?.[1];
      return params;
    }),
    changeRequests((request) =>
      typed !== undefined && hasGrant(request, 'refresh_token')
        ? { ...request, url: request.url.replace(/(?<=^https:\/\/[^/]+\/)[^/]+/, typed) }
        : request,
    ),
  ];
};

export const tenants: readonly BrokenClient[] = [
  broken('cuts-domains', 'It takes the first label of a domain for the tenant.', ['DISCO-006'], () =>
    changeParams('client.create', (params) => ({
      ...params,
      authority: params.authority.replace(/(?<=^https:\/\/[^/]+\/)([^/.]+)\..*$/, '$1'),
    })),
  ),
  broken(
    'takes-everybody-for-a-consumer',
    'It sends the people of common and organizations to consumers.',
    ['DISCO-007'],
    () =>
      changeParams('client.create', (params) => ({
        ...params,
        authority: params.authority.replace(anyTenant, '/consumers'),
      })),
  ),
  broken(
    'hides-missing-tenants',
    'A tenant that does not exist is reported as a failure of the network.',
    ['DISCO-008'],
    () =>
      changeErrors((error) =>
        error.aadsts?.includes(90002)
          ? { kind: 'network', sdkType: error.sdkType, message: 'no connection' }
          : error,
      ),
  ),
  broken(
    'ignores-the-tenant-of-a-call',
    'A tenant given for one call makes no difference.',
    ['CC-003', 'CC-013', 'DISCO-010'],
    () => changeParams('token.clientCredentials', (params) => without(params, 'authority')),
  ),
  broken(
    'refreshes-at-common',
    'It redeems refresh tokens at common and organizations although it knows the home tenant.',
    ['SILENT-012'],
    staysAtTheTypedTenant,
  ),
];
