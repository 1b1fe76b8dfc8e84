/** The password grant (RFC 6749, section 4.3), for users whose password is all it takes. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { isFederated } from '../adfs/federation.ts';
import { tenantByIdOrDomain, userByUpn } from '../directory/find.ts';
import { isPersonal } from '../directory/personal-accounts.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import { resolveScopes } from '../tokens/scopes.ts';
import { answerUserToken } from '../tokens/token-answer.ts';
import type { User } from '../world.ts';
import { missing, type Grant } from './grant.ts';
import { accessRefusal } from '../policies/access.ts';
import { signInRefusal } from './user-refusal.ts';

/** The user, when their home is the tenant of the path; on common and organizations the name's domain says it. */
const findUser = ({ world, cloud, tenant }: EndpointContext, username: string): User | Refusal => {
  const user = userByUpn(world.directory, username);
  const domain = username.slice(username.indexOf('@') + 1);
  if (tenant.kind === 'tenant') {
    return user?.tenant === tenant.tenant ? user : refuse(50034, { tenant: tenant.tenant.id });
  }
  if (user?.tenant.cloud === cloud.id && !isPersonal(user)) return user;
  const home = tenantByIdOrDomain(world.directory, domain);
  return home ? refuse(50034, { tenant: home.id }) : refuse(90002, { tenant: domain });
};

export const password: Grant = async (context, { app, proof }) => {
  const { form } = context;
  if (context.tenant.kind === 'consumers') return refuse(9001023);
  const incomplete = missing(context, 'username', 'password', 'scope');
  if (incomplete) return incomplete;
  const granted = resolveScopes(context, app, form.get('scope')!);
  if (isRefusal(granted)) return granted;
  const user = findUser(context, form.get('username')!);
  if (isRefusal(user)) return user;
  // The password of a federated user is known to their AD FS only.
  const refused = isFederated(user) ? refuse(50126) : signInRefusal(user, form.get('password')!);
  if (refused) return refused;
  if (user.mfa === 'required') return refuse(50076, { resource: granted.resource.appId });
  const authentication = { at: context.world.clock.now(), mfa: false };
  const claims = form.get('claims');
  const noAccess = accessRefusal(context, {
    user,
    app,
    tenant: user.tenant,
    granted,
    authentication,
    claims,
  });
  if (noAccess) return noAccess;
  return answerUserToken(context, {
    app,
    user,
    tenant: user.tenant,
    granted,
    proof,
    authentication,
    claims,
  });
};
