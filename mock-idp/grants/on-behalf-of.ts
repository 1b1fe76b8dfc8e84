/** The on-behalf-of flow: a web API hands in the token it was called with and gets one for the next API. */
import { objectIdIn, isIssuer } from '../tokens/identifiers.ts';
import { decodeJwt, isOurs, textMember } from '../tokens/jwt.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { isoSevenDigits } from '../errors/error-body.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import { resolveScopes, resourceOfApp } from '../tokens/scopes.ts';
import { answerUserToken } from '../tokens/token-answer.ts';
import type { App, Tenant, User } from '../world.ts';
import { missing, type Grant } from './grant.ts';
import { accessRefusal } from '../policies/access.ts';
import { accountRefusal } from './user-refusal.ts';

interface CheckedAssertion {
  readonly user: User;
  readonly tenant: Tenant;
  /** Unix seconds. */
  readonly expiry: number;
  /** Whether the token says that its user gave a second proof. */
  readonly mfa: boolean;
}

const checkAssertion = async (
  context: EndpointContext,
  app: App,
  assertion: string,
): Promise<CheckedAssertion | Refusal> => {
  const { world, keys, tenant: segment } = context;
  const jwt = decodeJwt(assertion);
  if (!jwt) return refuse(50027);
  const { header, claims } = jwt;
  const invalid = (reason: string) => refuse(50013, { reason, thumbprint: textMember(header, 'kid') });
  if (!(await isOurs(keys, assertion))) return invalid('The key was not found, or it did not sign this.');
  const tenant = world.directory.tenants.find(({ id }) => id === claims['tid']);
  if (!tenant || !isIssuer(context, tenant.id, claims['iss'])) return invalid('The issuer is unknown.');
  if (segment.kind === 'tenant' && segment.tenant !== tenant)
    return invalid('The token is of another tenant.');
  const { appId, uris } = resourceOfApp(app);
  if (claims['aud'] !== appId && !uris.includes(textMember(claims, 'aud'))) {
    return refuse(500131, {
      audience: textMember(claims, 'aud'),
      expected: uris[0]!,
      client_id: app.clientId,
      app_name: app.displayName,
    });
  }
  const now = Math.floor(world.clock.now() / 1000);
  const expiry = Number(claims['exp']);
  if (now >= expiry) {
    return refuse(500133, { now: isoSevenDigits(now * 1000), expiry: isoSevenDigits(expiry * 1000) });
  }
  if (claims['scp'] === undefined) return refuse(7000114, { client_id: app.clientId });
  const user = world.directory.users.find((one) => objectIdIn(one, tenant) === claims['oid']);
  const mfa = Array.isArray(claims['amr']) && claims['amr'].includes('mfa');
  return user ? { user, tenant, expiry, mfa } : refuse(50034, { tenant: tenant.id });
};

export const onBehalfOf: Grant = async (context, { app, proof }) => {
  const { form, world } = context;
  const incomplete = missing(context, 'assertion', 'requested_token_use', 'scope');
  if (incomplete) return incomplete;
  if (form.get('requested_token_use') !== 'on_behalf_of') return refuse(9002313);
  if (app.kind === 'public') return refuse(7000218);
  const checked = await checkAssertion(context, app, form.get('assertion')!);
  if (isRefusal(checked)) return checked;
  const granted = resolveScopes(context, app, form.get('scope')!);
  if (isRefusal(granted)) return granted;
  const { user, tenant, expiry, mfa } = checked;
  const claims = form.get('claims');
  const authentication = { at: world.clock.now(), mfa };
  const refused =
    accountRefusal(user) ?? accessRefusal(context, { user, app, tenant, granted, authentication, claims });
  if (refused) return refused;
  // The new token does not outlive the one it was made from.
  const left = expiry - Math.floor(world.clock.now() / 1000);
  const expiresIn = Math.min(world.config.tokens.expiresIn, left);
  return answerUserToken(context, {
    app,
    user,
    tenant,
    granted,
    proof,
    expiresIn,
    authentication,
    claims,
  });
};
