/**
 * Tokens of managed identities: app tokens, signed with the keys every token of the world is signed with. They have
 * the form of v2.0 tokens, as all of this authority do, and `xms_mirid`, which names the identity's resource.
 */
import { findResource } from '../tokens/scopes.ts';
import { issuerOf } from '../tokens/identifiers.ts';
import { alphabetical, inside, times } from '../tokens/claims.ts';
import { issue } from '../tokens/issue.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse, type Refusal } from '../errors/error-data.ts';
import { findIdentity, type AskedIdentity, type ManagedIdentity } from './managed-identity.ts';

export interface MachineToken {
  readonly kind: 'token';
  readonly identity: ManagedIdentity;
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  /** Unix seconds. */
  readonly expiresOn: number;
  readonly notBefore: number;
  /** As it was asked. */
  readonly resource: string;
}

export type MachineTokenResult =
  | MachineToken
  | { readonly kind: 'no-resource' | 'not-found' | 'several' }
  /** What Entra said to the machine. */
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const lifetime = 86_399;

/** `xms_cc` of the query: capabilities, separated by commas. */
const capabilities = ({ query }: EndpointContext) =>
  query.get('xms_cc')?.split(',').filter(Boolean) ?? undefined;

/** A token of the identity that is meant, for the resource in the parameter `resource` of query or form. */
export const machineToken = async (
  context: EndpointContext,
  asked: AskedIdentity,
): Promise<MachineTokenResult> => {
  const { world, clouds, form, query } = context;
  const resource = form.get('resource') ?? query.get('resource');
  if (!resource) return { kind: 'no-resource' };
  const identity = findIdentity(world.managedIdentity, asked);
  if (typeof identity === 'string') return { kind: identity };
  const { tenant } = identity;
  const cloud = context.cloud.id === tenant.cloud ? context.cloud : clouds.byId(tenant.cloud)!;
  const api = findResource({ cloud, directory: world.directory }, resource);
  if (!api) return { kind: 'refused', refusal: refuse(500011, { resource, tenant: tenant.domains[0]! }) };
  const expiresIn = world.config.managedIdentities?.expiresIn ?? lifetime;
  const { nbf, iat, exp } = times(context, expiresIn);
  const accessToken = await issue(context, 'access_token', {
    aud: api.appId,
    iss: issuerOf({ cloud }, tenant.id),
    iat,
    nbf,
    exp,
    ...alphabetical({
      ...inside(context, tenant),
      azp: identity.clientId,
      azpacr: '2',
      idtyp: 'app',
      oid: identity.objectId,
      sub: identity.objectId,
      xms_cc: capabilities(context),
      xms_mirid: identity.resourceId,
    }),
  });
  context.setDecision(`issued a token to the managed identity ${identity.name}`);
  return { kind: 'token', identity, accessToken, expiresIn, expiresOn: exp, notBefore: nbf, resource };
};
