/** The client credentials grant: a token for the app itself, for one API's `.default`. */
import { isRefusal, refuse } from '../errors/error-data.ts';
import { appAssignmentRefusal } from '../policies/assignment.ts';
import { workloadRefusal } from '../policies/conditional-access.ts';
import { resolveScopes } from '../tokens/scopes.ts';
import { answerAppToken } from '../tokens/token-answer.ts';
import { missing, type Grant } from './grant.ts';

/** MSAL Go asks for these besides `.default`, and Entra gives it a token all the same. */
const userScopes = ['openid', 'profile', 'offline_access'];

const withoutUserScopes = (scope: string) =>
  scope
    .split(/\s+/)
    .filter((word) => word !== '' && !userScopes.includes(word))
    .join(' ');

export const clientCredentials: Grant = async (context, { app, proof }) => {
  const { form, tenant } = context;
  if (app.kind === 'public') return refuse(7000218);
  if (tenant.kind !== 'tenant') return refuse(50059);
  const incomplete = missing(context, 'scope');
  if (incomplete) return incomplete;
  const scope = withoutUserScopes(form.get('scope')!);
  if (!/^\S+\/\.default$/.test(scope)) return refuse(1002012, { scope });
  const granted = resolveScopes(context, app, scope);
  if (isRefusal(granted)) return granted;
  const refused =
    appAssignmentRefusal(context, app, granted) ??
    workloadRefusal(context, { app, tenant: tenant.tenant, resource: granted.resource });
  if (refused) return refused;
  return answerAppToken(context, { app, tenant: tenant.tenant, granted, proof, claims: form.get('claims') });
};
