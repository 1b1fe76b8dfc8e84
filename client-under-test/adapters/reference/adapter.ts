/**
 * The reference client behind the adapter protocol: one function an operation, each a call and a change of form.
 * Time stands still and moves only when the harness says so.
 */
import type { Adapter, Harness } from '../../adapter/index.ts';
import type { Outcome, TokenResult } from '../../protocol/index.ts';
import type { AuthenticationResult, Clock } from '../../reference/index.ts';
import { createClient, type Client, type ReferenceEnvironment } from './create-client.ts';
import { features } from './features.ts';
import { sdkError, tokenResult } from './normal-forms.ts';

const version = '0.1.0';

/** Runs what the client does; what it throws is its answer too. */
async function outcome<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { outcome: 'ok', value: await work() };
  } catch (error) {
    return { outcome: 'error', error: sdkError(error) };
  }
}

async function otherKindOnly(kind: 'public' | 'confidential'): Promise<Outcome<never>> {
  return { outcome: 'unsupported', reason: `only ${kind} clients do this` };
}

export function referenceAdapter(environment: ReferenceEnvironment): Adapter {
  const clients = new Map<string, Client>();
  let harness: Harness;
  let now = 0;
  const clock: Clock = {
    now: () => now,
    async sleep(ms) {
      now = await harness.sleep(ms);
    },
  };

  const named = (name: string): Client => {
    const client = clients.get(name);
    if (client === undefined) throw new Error(`no client ${name} was created in this case`);
    return client;
  };
  const token = (acquire: () => Promise<AuthenticationResult>): Promise<Outcome<TokenResult>> =>
    outcome(async () => tokenResult(await acquire()));

  return {
    async initialize(_, given) {
      harness = given;
      return {
        protocol: 1,
        adapter: { name: 'reference', version },
        sdk: {
          name: 'entra-conformance reference',
          version,
          language: 'typescript',
          runtime: `node ${process.version}`,
        },
        features,
        clock: 'inject',
        maxConcurrency: 1,
      };
    },
    caseStart: ({ nowMs = 0 }) => void (now = nowMs),
    caseEnd: () => clients.clear(),
    setClock: (nowMs) => void (now = nowMs),

    operations: {
      'client.create': (params) =>
        outcome(() => {
          clients.set(params.as, createClient(params, { ...environment, clock }, harness));
          return {};
        }),
      'client.authorizationUrl': ({ client, ...request }) =>
        outcome(async () => ({ url: await named(client).getAuthorizationRequestUrl(request) })),
      'token.authorizationCode': ({ client, state: sent, receivedState: received, ...request }) => {
        const state = sent === undefined ? undefined : { sent, received };
        return token(() => named(client).acquireTokenByAuthorizationCode({ ...request, state }));
      },
      'token.interactive': async ({ client, ...request }) => {
        const app = named(client);
        if (!('acquireTokenInteractive' in app)) return otherKindOnly('public');
        return token(() => app.acquireTokenInteractive(request));
      },
      'token.deviceCode': async ({ client, ...request }) => {
        const app = named(client);
        if (!('acquireTokenByDeviceCode' in app)) return otherKindOnly('public');
        return token(() =>
          app.acquireTokenByDeviceCode({
            ...request,
            deviceCodeCallback: ({ userCode, verificationUri, message, expiresInSeconds, intervalSeconds }) =>
              harness.deviceCode({
                client,
                userCode,
                verificationUri,
                message,
                expiresInSeconds,
                intervalSeconds,
              }),
          }),
        );
      },
      'token.silent': ({ client, homeAccountId, ...request }) =>
        token(() => named(client).acquireTokenSilent({ ...request, account: { homeAccountId } })),
      'token.refreshToken': ({ client, ...request }) =>
        token(() => named(client).acquireTokenByRefreshToken(request)),
      'token.clientCredentials': async ({ client, ...request }) => {
        const app = named(client);
        if (!('acquireTokenForClient' in app)) return otherKindOnly('confidential');
        return token(() => app.acquireTokenForClient(request));
      },
      'token.onBehalfOf': async ({ client, ...request }) => {
        const app = named(client);
        if (!('acquireTokenOnBehalfOf' in app)) return otherKindOnly('confidential');
        return token(() => app.acquireTokenOnBehalfOf(request));
      },
      'token.usernamePassword': ({ client, ...request }) =>
        token(() => named(client).acquireTokenByUsernamePassword(request)),
      'account.list': ({ client }) =>
        outcome(async () => ({ accounts: [...(await named(client).getAccounts())] })),
      'account.remove': ({ client, homeAccountId }) =>
        outcome(async () => {
          await named(client).removeAccount({ homeAccountId });
          return {};
        }),
      'cache.export': ({ client }) => outcome(() => ({ cache: named(client).tokenCache.serialize() })),
      'cache.import': ({ client, cache }) =>
        outcome(() => {
          named(client).tokenCache.deserialize(cache);
          return {};
        }),
    },
  };
}
