/** Clients with one deliberate defect each, by which the suites show that their checks can fail. */
import { accounts } from './accounts.ts';
import { authorizationCode } from './authorization-code.ts';
import type { BrokenClient } from './broken-client.ts';
import { cache } from './cache.ts';
import { claims } from './claims.ts';
import { clientAssertion } from './client-assertion.ts';
import { clientCredentials } from './client-credentials.ts';
import { deviceCode } from './device-code.ts';
import { discovery } from './discovery.ts';
import { errors } from './errors.ts';
import { interactive } from './interactive.ts';
import { logging } from './logging.ts';
import { onBehalfOf } from './on-behalf-of.ts';
import { pkce } from './pkce.ts';
import { refreshToken } from './refresh-token.ts';
import { resilience } from './resilience.ts';
import { silent } from './silent.ts';
import { tenants } from './tenants.ts';
import { throttling } from './throttling.ts';
import { tokenEndpoint } from './token-endpoint.ts';
import { tokenLifetime } from './token-lifetime.ts';
import { usernamePassword } from './username-password.ts';

export type { BrokenClient } from './broken-client.ts';

export const brokenClients: readonly BrokenClient[] = [
  ...accounts,
  ...authorizationCode,
  ...cache,
  ...claims,
  ...clientAssertion,
  ...clientCredentials,
  ...deviceCode,
  ...discovery,
  ...errors,
  ...interactive,
  ...logging,
  ...onBehalfOf,
  ...pkce,
  ...refreshToken,
  ...resilience,
  ...silent,
  ...tenants,
  ...throttling,
  ...tokenEndpoint,
  ...tokenLifetime,
  ...usernamePassword,
];
