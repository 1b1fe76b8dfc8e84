/** An SDK that never looks into its cache, and can do nothing but client credentials. */
import type { Adapter } from '../../../client-under-test/index.ts';
import { conformance } from '../conformance.ts';

const withoutCache = (fetch: typeof globalThis.fetch): Adapter => {
  const clients = new Map<string, { id: string; secret: string; authority: string }>();
  return {
    initialize: async () => ({
      protocol: 1,
      adapter: { name: 'no-cache', version: '1.0.0' },
      sdk: { name: 'no-cache', version: '1.0.0', language: 'typescript', runtime: 'node' },
      features: {
        'client.confidential': { level: 'full' },
        'credential.secret': { level: 'full' },
        'flow.client_credentials': { level: 'full' },
      },
      clock: 'none',
      maxConcurrency: 1,
    }),
    caseStart: () => undefined,
    caseEnd: () => clients.clear(),
    setClock: () => undefined,
    operations: {
      'client.create': async ({ as, clientId, authority, credential }) => {
        const secret = credential?.type === 'secret' ? credential.secret : '';
        clients.set(as, { id: clientId, secret, authority });
        return { outcome: 'ok', value: {} };
      },
      'token.clientCredentials': async ({ client, scopes }) => {
        const { id, secret, authority } = clients.get(client)!;
        const response = await fetch(`${authority}/oauth2/v2.0/token`, {
          method: 'POST',
          body: new URLSearchParams({
            grant_type: 'client_credentials',
            client_id: id,
            client_secret: secret,
            scope: scopes.join(' '),
          }),
        });
        const { access_token: accessToken } = (await response.json()) as { access_token: string };
        return { outcome: 'ok', value: { accessToken, tokenType: 'Bearer', scopes, source: 'network' } };
      },
    },
  };
};

conformance(({ fetch }) => withoutCache(fetch), {
  cases: ['client-credentials/second-call-from-the-cache*cloud=public*', 'device-code/then-silent*'],
});
