/** The things a request names that can say whose it is, in the order of their weight. */
import { claimedClientId } from '../grants/client-authentication.ts';
import { decodeJwt } from '../tokens/jwt.ts';
import { tenantIdInside, tenantIdOf } from '../tokens/opaque.ts';
import { tenantTagInside } from '../tokens/personal-tokens.ts';
import type { WireRequest } from '../wire.ts';
import type { RequestParts } from './request-parts.ts';

const tenantOfBearer = (authorization: string | undefined): string | undefined => {
  const token = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return undefined;
  const tag = tenantTagInside(token);
  if (tag !== undefined) return tenantIdOf(tag);
  const tenant = decodeJwt(token)?.claims['tid'];
  return typeof tenant === 'string' ? tenant : undefined;
};

const domainOf = (name: string | undefined) => name?.slice(name.indexOf('@') + 1);

export const handlesOf = (
  { headers, url }: WireRequest,
  { form, query, path }: RequestParts,
): readonly (string | undefined)[] => {
  const asked = (name: string) => form.get(name) ?? query.get(name);
  const tenantInside = (name: string) => {
    const value = asked(name);
    return value === undefined ? undefined : tenantIdInside(value);
  };
  return [
    url.hostname,
    path['tenant'],
    claimedClientId(form, headers['authorization']) ?? query.get('client_id'),
    tenantInside('code'),
    tenantInside('refresh_token'),
    tenantInside('device_code'),
    asked('user_code')?.trim(),
    asked('flow') ?? path['flow'],
    tenantOfBearer(headers['authorization']),
    domainOf(path['upn'] ?? asked('username') ?? asked('login_hint') ?? asked('login')),
  ];
};
