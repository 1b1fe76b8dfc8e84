/** The endpoints the authority has, by the names that faults, the ledger and scenarios use. */
import { z } from 'zod';

export const endpointName = z
  .enum([
    'instance-discovery',
    'openid-configuration',
    'keys',
    'authorize', // the authorization request itself
    'page', // forms the sign-in pages post
    'token',
    'device-code', // the device authorization request
    'device-page', // where the user types the code
    'logout',
    'user-realm',
    'graph-me',
    'unknown', // a path no authority has
    'refused', // a host that no cloud owns: only the proxy door sees these
  ])
  .meta({ id: 'EndpointName' });

export type EndpointName = z.infer<typeof endpointName>;
