/** The password grant (RFC 6749, section 4.3), for users whose password is all it takes. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { tenantByIdOrDomain, userByUpn } from '../directory/find.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import { resolveScopes } from '../tokens/scopes.ts';
import { answerUserToken } from '../tokens/token-answer.ts';
import type { User } from '../world.ts';
import { missing, type Grant } from './grant.ts';
import { consentRefusal, signInRefusal } from './user-refusal.ts';

/** The user, when their home is the tenant of the path; on common and organizations the name's domain says it. */
const findUser = ({ world, cloud, tenant }: EndpointContext, username: string): User | Refusal => {
  const user = userByUpn(world.directory, username);
  const domain = username.slice(username.indexOf('@') + 1);
  if (tenant.kind === 'tenant') {
    return user?.tenant === tenant.tenant ? user : refuse(50034, { tenant: tenant.tenant.id });
  }
  if (user?.tenant.cloud === cloud.id) return user;
  const home = tenantByIdOrDomain(world.directory, domain);
  return home ? refuse(50034, { tenant: home.id }) : refuse(90002, { tenant: domain });
};

export const password: Grant = async (context, { app, proof }) => {
  const { form } = context;
  const incomplete = missing(context, 'username', 'password', 'scope');
  if (incomplete) return incomplete;
  const granted = resolveScopes(context, app, form.get('scope')!);
  if (isRefusal(granted)) return granted;
  const user = findUser(context, form.get('username')!);
  if (isRefusal(user)) return user;
  const refused = signInRefusal(user, form.get('password')!);
  if (refused) return refused;
  if (user.mfa === 'required') return refuse(50076, { resource: granted.resource.appId });
  const notConsented = consentRefusal(context, user, app, granted);
  if (notConsented) return notConsented;
  return answerUserToken(context, {
    app,
    user,
    tenant: user.tenant,
    granted,
    proof,
    claims: form.get('claims'),
  });
};
