/** What scopes mean to B2C: those of the tenant's own APIs, and the app's own client id; with neither, no access token. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import type { ScopeResolver } from '../sign-in/authorization-request.ts';
import type { GrantedScopes } from '../state.ts';
import { resolveScopes, resourceOfApp } from '../tokens/scopes.ts';

const openIdWords = ['openid', 'profile', 'email', 'offline_access'];

const isOfTenant = ({ world, tenant }: EndpointContext, { resource }: GrantedScopes) =>
  world.directory.apps.some(
    (app) => app.clientId === resource.appId && tenant.kind === 'tenant' && app.tenant === tenant.tenant,
  );

export const resolveB2cScopes: ScopeResolver = (context, app, scope, options): GrantedScopes | Refusal => {
  const words = scope.split(/\s+/).filter(Boolean);
  const apis = words.filter((word) => !openIdWords.includes(word) && word !== app.clientId);
  const oidc = words.includes('openid') ? ['openid'] : [];
  const base = { oidc, offline: words.includes('offline_access') };
  const isSelf = words.includes(app.clientId);
  if (apis.length === 0)
    return { ...base, resource: resourceOfApp(app), scopes: isSelf ? [app.clientId] : [] };
  if (isSelf) return refuse(28000, { scope });
  const unqualified = apis.find((word) => !word.includes('/'));
  if (unqualified !== undefined) return refuse(70011, { scope: unqualified });
  const granted = resolveScopes(context, app, apis.join(' '), options);
  if (isRefusal(granted)) return granted;
  return isOfTenant(context, granted) ? { ...granted, ...base } : refuse(70011, { scope: apis[0]! });
};
