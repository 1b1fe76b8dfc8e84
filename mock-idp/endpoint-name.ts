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
    'userinfo',
    'federation-metadata', // where WS-Trust lives: the MEX document
    'ws-trust',
    'webfinger',
    'imds', // tokens of the instance metadata service
    'imds-instance', // what it says of the machine: the region
    'app-service',
    'azure-arc',
    'cloud-shell',
    'service-fabric',
    'machine-learning',
    // native authentication of CIAM tenants
    'native-initiate',
    'native-challenge',
    'native-introspect',
    'native-signup-start',
    'native-signup-challenge',
    'native-signup-continue',
    'native-reset-start',
    'native-reset-challenge',
    'native-reset-continue',
    'native-reset-submit',
    'native-reset-poll',
    'unknown', // a path no authority has
    'refused', // a host that no cloud owns: only the proxy door sees these
  ])
  .meta({ id: 'EndpointName' });

export type EndpointName = z.infer<typeof endpointName>;
