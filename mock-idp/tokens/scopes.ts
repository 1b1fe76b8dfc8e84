/** Understands the `scope` parameter: which API is meant, which of its scopes, which of OpenID Connect's. */
import type { Cloud, Resource } from '../clouds/cloud.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import type { GrantedScopes } from '../state.ts';
import type { App, Directory } from '../world.ts';

const openIdScopes = ['openid', 'profile', 'email'];

/** One word of the parameter, e.g. `https://graph.microsoft.com/User.Read`: what stands before and after the last slash. */
interface AskedScope {
  readonly word: string;
  /** As it was asked, `''` when the word has no slash: the answer repeats it. */
  readonly prefix: string;
  readonly name: string;
  readonly resource: Resource;
}

const withoutSlash = (uri: string) => uri.toLowerCase().replace(/\/$/, '');

/** An app that exposes scopes is an API; each app is one to itself. */
export const resourceOfApp = (app: App): Resource => ({
  name: app.displayName,
  appId: app.clientId,
  uris: [app.exposes?.uri ?? `api://${app.clientId}`],
  scopes: [...(app.exposes?.scopes ?? [])],
  ...(app.accessTokenVersion !== undefined && { accessTokenVersion: app.accessTokenVersion }),
});

/** The API an identifier URI or an application id names. */
export const findResource = (
  { cloud, directory, client }: { cloud: Cloud; directory: Directory; client?: App },
  identifier: string,
): Resource | undefined => {
  const wanted = withoutSlash(identifier);
  const apis = directory.apps.filter((app) => app.exposes !== undefined || app === client).map(resourceOfApp);
  return [...cloud.resources, ...apis].find(
    (resource) => resource.appId === wanted || resource.uris.some((uri) => withoutSlash(uri) === wanted),
  );
};

const graphOf = (cloud: Cloud) => cloud.resources[0]!;

const parseWord = (context: EndpointContext, client: App, word: string): AskedScope | Refusal => {
  const slash = word.lastIndexOf('/');
  const [prefix, asked] = slash < 0 ? ['', word] : [word.slice(0, slash), word.slice(slash + 1)];
  const { cloud, world, tenant } = context;
  const resource =
    prefix === '' ? graphOf(cloud) : findResource({ cloud, directory: world.directory, client }, prefix);
  if (!resource) return refuse(500011, { resource: prefix, tenant: tenant.segment });
  if (asked === '.default') return { word, prefix, name: asked, resource };
  const name = resource.scopes.find((scope) => scope.toLowerCase() === asked.toLowerCase());
  if (name !== undefined) return { word, prefix, name, resource };
  return prefix === ''
    ? refuse(70011, { scope: word })
    : refuse(650053, { app_name: client.displayName, scope: asked, resource: resource.appId });
};

const shown = ({ prefix }: AskedScope, name: string) => (prefix === '' ? name : `${prefix}/${name}`);

/** `.default` stands for what the app is allowed: the answer names that and `.default` itself. */
const answered = (asked: AskedScope): string[] =>
  asked.name === '.default'
    ? [...asked.resource.scopes.slice(0, 1), '.default'].map((name) => shown(asked, name))
    : [shown(asked, asked.name)];

export interface ScopeOptions {
  /** The authorize endpoint takes scopes of several APIs for consent and means the first; tokens are for one. */
  readonly severalResources?: 'refuse' | 'first';
}

/**
 * What a client asks for with `scope`.
 * AADSTS70011, 650053 or 500011 when there is no such scope or API, 28000 when there are several APIs.
 */
export const resolveScopes = (
  context: EndpointContext,
  client: App,
  scope: string,
  { severalResources = 'refuse' }: ScopeOptions = {},
): GrantedScopes | Refusal => {
  const words = [...new Set(scope.split(/\s+/).filter(Boolean))];
  const isOpenId = (word: string) => openIdScopes.includes(word) || word === 'offline_access';
  const asked: AskedScope[] = [];
  for (const word of words.filter((one) => !isOpenId(one))) {
    const parsed = parseWord(context, client, word);
    if (isRefusal(parsed)) return parsed;
    asked.push(parsed);
  }
  const resource = asked[0]?.resource ?? graphOf(context.cloud);
  const ofFirst = asked.filter((one) => one.resource.appId === resource.appId);
  if (severalResources === 'refuse' && ofFirst.length < asked.length) return refuse(28000, { scope });
  if (ofFirst.length > 1 && ofFirst.some((one) => one.name === '.default')) return refuse(70011, { scope });
  return {
    resource,
    scopes: ofFirst.flatMap(answered),
    // The three are consented to together: who asks for openid is answered with all of them.
    oidc: words.includes('openid') ? openIdScopes : words.filter((word) => openIdScopes.includes(word)),
    offline: words.includes('offline_access'),
  };
};

/** The `scp` claim: names alone, in alphabetical order; `.default` is no permission. */
export const scopeClaim = ({ scopes, oidc }: GrantedScopes): string =>
  [...scopes.map((scope) => scope.slice(scope.lastIndexOf('/') + 1)), ...oidc]
    .filter((name) => name !== '.default')
    .toSorted((a, b) => a.localeCompare(b))
    .join(' ');

/** The `scope` of the answer: `offline_access` is never named. */
export const scopeOfAnswer = ({ scopes, oidc }: GrantedScopes): string => [...scopes, ...oidc].join(' ');
