/** The suites as vitest tests of a client of your own, through an adapter in the same process. */
import type { Adapter } from 'entra-conformance/adapter';
import { conformance } from 'entra-conformance/vitest';

/** The SDK: one confidential client with a cache. */
class AcmeClient {
  readonly #fetch: typeof globalThis.fetch;
  readonly #endpoint: string;
  readonly #credentials: { client_id: string; client_secret: string };
  readonly #cache = new Map<string, string>();

  constructor(fetch: typeof globalThis.fetch, authority: string, id: string, secret: string) {
    this.#fetch = fetch;
    this.#endpoint = `${authority}/oauth2/v2.0/token`;
    this.#credentials = { client_id: id, client_secret: secret };
  }

  async appToken(scope: string): Promise<{ token: string; cached: boolean }> {
    const kept = this.#cache.get(scope);
    if (kept !== undefined) return { token: kept, cached: true };
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope, ...this.#credentials });
    const response = await this.#fetch(this.#endpoint, { method: 'POST', body });
    const { access_token: token } = (await response.json()) as { access_token: string };
    this.#cache.set(scope, token);
    return { token, cached: false };
  }
}

const acmeAdapter = (fetch: typeof globalThis.fetch): Adapter => {
  const clients = new Map<string, AcmeClient>();
  return {
    initialize: async () => ({
      protocol: 1,
      adapter: { name: 'acme', version: '1.0.0' },
      sdk: {
        name: 'acme-auth',
        version: '1.0.0',
        language: 'typescript',
        runtime: `node ${process.version}`,
      },
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
        clients.set(as, new AcmeClient(fetch, authority, clientId, secret));
        return { outcome: 'ok', value: {} };
      },
      'token.clientCredentials': async ({ client, scopes }) => {
        const { token, cached } = await clients.get(client)!.appToken(scopes.join(' '));
        const source = cached ? 'cache' : 'network';
        return { outcome: 'ok', value: { accessToken: token, tokenType: 'Bearer', scopes, source } };
      },
    },
  };
};

conformance(({ fetch }) => acmeAdapter(fetch), {
  cases: ['client-credentials/second-call-from-the-cache*', 'device-code/then-silent*'],
});
