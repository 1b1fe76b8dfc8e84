/** User realm discovery: whether a user's password is checked by Entra or by a federated identity provider. */
import { z } from 'zod';
import { MsalClientException } from '../errors/msal-error.ts';
import { parseJson } from '../json.ts';
import type { Operation } from '../operation.ts';
import { send } from '../token/http.ts';
import { errorFrom } from '../token/token-request.ts';

export interface UserRealm {
  readonly kind: 'managed' | 'federated' | 'unknown';
  readonly domain: string;
}

const userRealmBody = z.object({
  account_type: z.string().default(''),
  domain_name: z.string().default(''),
});

/** Throws MsalClientException `user_realm_discovery_failed`, or what a failed exchange throws. */
export async function discoverUserRealm(operation: Operation, username: string): Promise<UserRealm> {
  const { app, log, correlationId, signal } = operation;
  const { preferredNetwork } = await operation.metadata();
  const endpoint = `https://${preferredNetwork}/common/userrealm/`;
  const response = await send(
    { network: app.network, clock: app.clock, log, correlationId },
    {
      method: 'GET',
      url: `${endpoint}${encodeURIComponent(username)}?api-version=1.0`,
      headers: operation.headers,
      ...(signal === undefined ? {} : { signal }),
    },
  );
  if (response.status !== 200) throw errorFrom(operation, endpoint, response);
  const json = parseJson(response.body);
  const read = json.ok ? userRealmBody.safeParse(json.value).data : undefined;
  if (read === undefined) {
    throw new MsalClientException(
      'user_realm_discovery_failed',
      `The answer of ${endpoint} cannot be read.`,
      {
        correlationId,
      },
    );
  }
  return { kind: kindOf(read.account_type), domain: read.domain_name.toLowerCase() };
}

function kindOf(accountType: string): UserRealm['kind'] {
  const type = accountType.toLowerCase();
  return type === 'managed' || type === 'federated' ? type : 'unknown';
}
