/**
 * What a client asks AD FS for: an API by `resource`, or by a scope with the API's identifier before its last slash,
 * as Entra has it. Without either the token is for the userinfo endpoint.
 * https://learn.microsoft.com/windows-server/identity/ad-fs/overview/ad-fs-faq
 */
import type { Resource } from '../clouds/cloud.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse, type Refusal } from '../errors/error-data.ts';
import type { GrantedScopes } from '../state.ts';
import { resourceOfApp } from '../tokens/scopes.ts';
import type { App } from '../world.ts';

/** Scopes every farm has, whatever the API. */
const builtIn = [
  'openid',
  'profile',
  'email',
  'offline_access',
  'allatclaims',
  'user_impersonation',
  'aza',
  'logon_cert',
  '.default',
];

const userinfo: Resource = {
  name: 'UserInfo',
  appId: 'urn:microsoft:userinfo',
  uris: ['urn:microsoft:userinfo'],
  scopes: [],
};

/** APIs have no number of their own here: tokens name them by their identifier. */
const byIdentifier = (resource: Resource): Resource => ({ ...resource, appId: resource.uris[0]! });

const findApi = ({ world }: EndpointContext, client: App, identifier: string): Resource | undefined => {
  const wanted = identifier.toLowerCase().replace(/\/$/, '');
  if (wanted === userinfo.appId) return userinfo;
  return world.directory.apps
    .filter(({ tenant, exposes }) => tenant === client.tenant && exposes !== undefined)
    .map((app) => {
      const own = resourceOfApp(app);
      return { ...own, uris: [...own.uris, app.clientId, `microsoft:identityserver:${app.clientId}`] };
    })
    .find(({ uris }) => uris.some((uri) => uri.toLowerCase().replace(/\/$/, '') === wanted));
};

interface Word {
  readonly api: string | undefined;
  readonly name: string;
}

const wordOf = (text: string): Word => {
  const slash = text.lastIndexOf('/');
  return slash < 0
    ? { api: undefined, name: text }
    : { api: text.slice(0, slash), name: text.slice(slash + 1) };
};

/** AADSTS500011 for an API nobody has, 70011 for a scope it does not have, 28000 for several APIs. */
export const resolveAdfsScopes = (
  context: EndpointContext,
  client: App,
  scope: string,
): GrantedScopes | Refusal => {
  const words = scope.split(/\s+/).filter(Boolean).map(wordOf);
  const asked = context.form.get('resource') ?? context.query.get('resource');
  const identifiers = [
    ...new Set([asked, ...words.map(({ api }) => api)].filter((one) => one !== undefined)),
  ];
  if (identifiers.length > 1) return refuse(28000, { scope });
  const resource = identifiers[0] === undefined ? userinfo : findApi(context, client, identifiers[0]);
  if (!resource) return refuse(500011, { resource: identifiers[0]! });
  const names = words.map(({ name }) => name);
  const unknown = names.find((name) => !builtIn.includes(name) && !resource.scopes.includes(name));
  if (unknown !== undefined) return refuse(70011, { scope: unknown });
  return {
    resource: byIdentifier(resource),
    scopes: names.filter((name) => name !== 'openid' && name !== 'offline_access'),
    oidc: names.includes('openid') ? ['openid'] : [],
    offline: true,
  };
};
