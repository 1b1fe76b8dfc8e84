/**
 * The adapter for `@azure/msal-node`: each operation of the protocol as a call of the SDK's public API. What the
 * SDK gives back or throws is put into normal form by the modules beside this one; nothing is retried or judged.
 */
import {
  ConfidentialClientApplication,
  PublicClientApplication,
  version,
  type AccountInfo,
} from '@azure/msal-node';
import type { Adapter, Harness } from '../../adapter/index.ts';
import { createApplication, type Application } from './create-application.ts';
import { deviceCodePrompt } from './device-code-prompt.ts';
import { features, noDiscoverySwitch } from './features.ts';
import { normalAccount } from './normal-results.ts';
import { setProcessClock } from './process-clock.ts';
import { acquire, attempt, findAccount, given, requestOf } from './sdk-calls.ts';

export const createMsalNodeAdapter = (): Adapter => {
  const applications = new Map<string, Application>();
  let harness: Harness;

  const application = (handle: string): Application => {
    const app = applications.get(handle);
    if (!app) throw new Error(`no client has the handle ${handle}`);
    return app;
  };
  const publicApplication = (handle: string) => {
    const app = application(handle);
    return app instanceof PublicClientApplication ? app : undefined;
  };
  const confidentialApplication = (handle: string) => {
    const app = application(handle);
    return app instanceof ConfidentialClientApplication ? app : undefined;
  };

  return {
    async initialize(_params, calledFrom) {
      harness = calledFrom;
      return {
        protocol: 1,
        adapter: { name: 'msal-node', version: '1.0.0' },
        sdk: {
          name: '@azure/msal-node',
          version,
          language: 'javascript',
          runtime: `node ${process.version}`,
        },
        features,
        clock: 'process',
        maxConcurrency: 1, // all cases share the one process clock
      };
    },
    caseStart: ({ nowMs }) => setProcessClock(nowMs),
    caseEnd: () => applications.clear(),
    setClock: setProcessClock,

    operations: {
      async 'client.create'(p) {
        if (p.instanceDiscovery === false) return { outcome: 'unsupported', reason: noDiscoverySwitch };
        return attempt(() => {
          applications.set(p.as, createApplication(p, harness));
          return {};
        });
      },
      async 'client.authorizationUrl'(p) {
        const app = application(p.client);
        const { responseMode, state, nonce, codeChallenge, codeChallengeMethod } = p;
        const { prompt, loginHint, domainHint } = p;
        const protocol = given({ responseMode, state, nonce, codeChallenge, codeChallengeMethod });
        const user = given({ prompt, loginHint, domainHint });
        const request = { ...requestOf(p), redirectUri: p.redirectUri, ...protocol, ...user };
        return attempt(async () => ({ url: await app.getAuthCodeUrl(request) }));
      },
      async 'token.authorizationCode'(p) {
        const { code, redirectUri, codeVerifier, state, nonce, receivedState } = p;
        const request = { ...requestOf(p), code, redirectUri, ...given({ codeVerifier, state, nonce }) };
        const received = receivedState === undefined ? undefined : { code, state: receivedState };
        return acquire(application(p.client), (app) => app.acquireTokenByCode(request, received));
      },
      async 'token.interactive'({ client, prompt, loginHint, ...p }) {
        const openBrowser = (url: string) => harness.openUrl(url);
        const request = { ...requestOf(p), ...given({ prompt, loginHint }), openBrowser };
        return acquire(publicApplication(client), (app) => app.acquireTokenInteractive(request));
      },
      async 'token.deviceCode'({ client, ...p }) {
        const deviceCodeCallback = deviceCodePrompt(harness, client);
        const request = { ...requestOf(p), deviceCodeCallback };
        return acquire(publicApplication(client), (app) => app.acquireTokenByDeviceCode(request));
      },
      async 'token.silent'({ client, homeAccountId, forceRefresh, ...p }) {
        return acquire(application(client), async (app) => {
          // An application that finds no account has nothing to pass on: the SDK's own check is to answer.
          const account = (await findAccount(app, homeAccountId, p.authority)) as AccountInfo;
          return app.acquireTokenSilent({ ...requestOf(p), account, ...given({ forceRefresh }) });
        });
      },
      async 'token.refreshToken'({ client, refreshToken, ...p }) {
        const request = { ...requestOf(p), refreshToken, forceCache: true }; // else nothing is kept of it
        return acquire(application(client), (app) => app.acquireTokenByRefreshToken(request));
      },
      async 'token.clientCredentials'({ client, forceRefresh, ...p }) {
        const request = { ...requestOf(p), ...given({ skipCache: forceRefresh }) };
        return acquire(confidentialApplication(client), (app) => app.acquireTokenByClientCredential(request));
      },
      async 'token.onBehalfOf'({ client, assertion, forceRefresh, ...p }) {
        const request = { ...requestOf(p), oboAssertion: assertion, ...given({ skipCache: forceRefresh }) };
        return acquire(confidentialApplication(client), (app) => app.acquireTokenOnBehalfOf(request));
      },
      async 'token.usernamePassword'({ client, username, password, ...p }) {
        const request = { ...requestOf(p), username, password };
        return acquire(application(client), (app) => app.acquireTokenByUsernamePassword(request));
      },
      async 'account.list'({ client }) {
        const cache = application(client).getTokenCache();
        return attempt(async () => ({ accounts: (await cache.getAllAccounts()).map(normalAccount) }));
      },
      async 'account.remove'({ client, homeAccountId }) {
        const app = application(client);
        return attempt(async () => {
          const account = await findAccount(app, homeAccountId);
          if (account) await app.getTokenCache().removeAccount(account);
          return {};
        });
      },
      async 'cache.export'({ client }) {
        const cache = application(client).getTokenCache();
        return attempt(() => ({ cache: cache.serialize() }));
      },
      async 'cache.import'({ client, cache }) {
        const tokenCache = application(client).getTokenCache();
        return attempt(() => {
          tokenCache.deserialize(cache);
          return {};
        });
      },
    },
  };
};
