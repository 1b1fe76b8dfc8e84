/** Clients that are wrong about the hosts of authorities and their validation. */
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeAnswers, changeExport, changeImport, changeParams, changeRequests } from './changes.ts';
import { isDiscovery, isTokenRequest, membersOf, withBody, without } from './wire-edits.ts';

const publicHost = 'login.microsoftonline.com';

const discoveryUrl = (tokenUrl: string): string => {
  const { host, pathname } = new URL(tokenUrl);
  const endpoint = `https://${host}${pathname.replace(/token$/, 'authorize')}`;
  return `https://${host}/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(endpoint)}`;
};

/** Asks instance discovery before every token request; `heed` is what becomes of a failure. */
const alwaysDiscovers = (heed: 'ignored' | 'heeded'): Change => ({
  network: (send) => async (request) => {
    if (!isTokenRequest(request)) return send(request);
    const asked = send({ ...without(request, 'body'), method: 'GET', url: discoveryUrl(request.url) });
    if (heed === 'ignored') {
      await asked.catch(() => undefined);
      return send(request);
    }
    const answer = await asked;
    return membersOf(answer)?.['metadata'] === undefined ? { ...answer, status: 400 } : send(request);
  },
});

/** Asks the public cloud for the metadata of the tenant, whichever cloud the tenant is in. */
const metadataOfThePublicCloud: Change = {
  network: (send) => async (request) => {
    if (!isTokenRequest(request)) return send(request);
    const [, tenant = ''] = new URL(request.url).pathname.split('/');
    const url = `https://${publicHost}/${tenant}/v2.0/.well-known/openid-configuration`;
    await send({ ...without(request, 'body'), method: 'GET', url });
    return send(request);
  },
};

/** What was learned about the authority each client was created with. */
const authorities = (learn: (authority: string) => void): Change =>
  changeParams('client.create', (params) => {
    learn(params.authority);
    return params;
  });

/** Token requests go to the host that was typed. */
const staysAtTheTypedHost = (): readonly Change[] => {
  let typed: string | undefined;
  return [
    authorities((authority) => (typed = new URL(authority).host)),
    changeRequests((request) => {
      if (!isTokenRequest(request)) return request;
      const url = new URL(request.url);
      url.host = typed ?? url.host;
      return { ...request, url: url.href };
    }),
  ];
};

/** Keeps entries under the host that was typed, and finds none that are kept under another. */
const keepsAliasesApart = (): readonly Change[] => {
  const typed: string[] = [];
  const isHere = (environment: unknown, authority: string) => environment === new URL(authority).host;
  return [
    authorities((authority) => typed.push(new URL(authority).host)),
    changeExport((cache) => {
      for (const entry of Object.values(cache).flatMap((section) => Object.values(section))) {
        entry['environment'] = typed[0];
      }
    }),
    changeImport((cache, { authority }) =>
      Object.fromEntries(
        Object.entries(cache).map(([section, entries]) => [
          section,
          Object.fromEntries(
            Object.entries(entries).filter(([, entry]) => isHere(entry['environment'], authority)),
          ),
        ]),
      ),
    ),
  ];
};

export const discovery: readonly BrokenClient[] = [
  broken(
    'asks-the-public-cloud-for-metadata',
    'It asks the public cloud for the metadata of every tenant.',
    ['DISCO-001'],
    () => metadataOfThePublicCloud,
  ),
  broken(
    'posts-to-the-alias-host',
    'It sends token requests to the host that was typed.',
    ['DISCO-002'],
    staysAtTheTypedHost,
  ),
  broken(
    'skips-validation',
    'It goes on with a host that discovery calls an invalid instance.',
    ['DISCO-003'],
    () =>
      changeAnswers((answer, request) =>
        isDiscovery(request) && answer.status === 400
          ? withBody({ ...answer, status: 200 }, { tenant_discovery_endpoint: 'https://x', metadata: [] })
          : answer,
      ),
  ),
  broken(
    'asks-unknown-hosts-about-themselves',
    'It asks a host that it does not know whether that host is an authority, and believes it.',
    ['DISCO-003', 'DISCO-011'],
    () =>
      changeRequests((request) => {
        if (!isDiscovery(request)) return request;
        const url = new URL(request.url);
        url.host = new URL(url.searchParams.get('authorization_endpoint') ?? request.url).host;
        return { ...request, url: url.href };
      }),
  ),
  broken(
    'fails-with-discovery',
    'It asks instance discovery about every host, and a discovery that fails is the end of the request.',
    ['DISCO-004', 'DISCO-005'],
    () => alwaysDiscovers('heeded'),
  ),
  broken(
    'discovers-although-told-not-to',
    'It asks instance discovery although it is turned off.',
    ['DISCO-005'],
    () => alwaysDiscovers('ignored'),
  ),
  broken(
    'keeps-aliases-apart',
    'What it cached under one alias of a cloud it does not find under another.',
    ['DISCO-009'],
    keepsAliasesApart,
  ),
];
