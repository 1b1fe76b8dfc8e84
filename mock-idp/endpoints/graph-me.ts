/** Microsoft Graph's `/v1.0/me`: the smallest API there is, so that a token can be tried on one. */
import { isEnded, nbfChallenge } from '../policies/continuous-access.ts';
import { isIssuer, objectIdIn } from '../tokens/identifiers.ts';
import { decodeJwt, isOurs, textMember } from '../tokens/jwt.ts';
import { isPersonal } from '../directory/personal-accounts.ts';
import type { PersonalToken } from '../state.ts';
import type { User } from '../world.ts';
import type { WireResponse } from '../wire.ts';
import { jsonAnswer } from './answers.ts';
import type { EndpointContext, EndpointHandler } from './endpoint.ts';

interface GraphError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** What stands behind the challenge, beside the usual. */
  readonly challenge?: string;
}

const invalidToken = (message: string): GraphError => ({
  status: 401,
  code: 'InvalidAuthenticationToken',
  message,
});

const errorAnswer = (
  context: EndpointContext,
  { status, code, message, challenge: added = '' }: GraphError,
): WireResponse => {
  const { cloud, world, traceId, correlationId } = context;
  context.setDecision(`refused: ${code}`);
  const graph = cloud.resources[0]!.appId;
  const challenge = `Bearer realm="", authorization_uri="https://${cloud.login.preferredNetwork}/common/oauth2/authorize", client_id="${graph}"${added}`;
  return jsonAnswer(
    {
      error: {
        code,
        message,
        innerError: {
          date: new Date(world.clock.now()).toISOString().slice(0, 19),
          'request-id': traceId,
          'client-request-id': correlationId,
        },
      },
    },
    { status, headers: status === 401 ? [['WWW-Authenticate', challenge]] : [] },
  );
};

const scopeError = (scopes: string): GraphError | undefined =>
  scopes.split(' ').some((scope) => scope.startsWith('User.Read') || scope.startsWith('Directory.'))
    ? undefined
    : {
        status: 403,
        code: 'Authorization_RequestDenied',
        message: 'Insufficient privileges to complete the operation.',
      };

const expired = () => invalidToken('Lifetime validation failed, the token is expired.');

const userOfPersonalToken = (
  { world }: EndpointContext,
  { user, scopes, expiresAt }: PersonalToken,
): User | GraphError => (world.clock.now() >= expiresAt ? expired() : (scopeError(scopes) ?? user));

const userOf = async (context: EndpointContext, token: string): Promise<User | GraphError> => {
  const { cloud, world, keys, state } = context;
  const personal = state.personalTokens.get(token);
  if (personal) return userOfPersonalToken(context, personal);
  const claims = decodeJwt(token)?.claims;
  if (!claims) return invalidToken('CompactToken parsing failed with error code: 80049217');
  if (!(await isOurs(keys, token)))
    return invalidToken('Access token validation failure. Invalid signature.');
  const graph = cloud.resources[0]!;
  if (claims['aud'] !== graph.appId && !graph.uris.includes(textMember(claims, 'aud').replace(/\/$/, ''))) {
    return invalidToken('Access token validation failure. Invalid audience.');
  }
  const tenant = world.directory.tenants.find(({ id }) => id === claims['tid']);
  if (!tenant || !isIssuer(context, tenant.id, claims['iss'])) {
    return invalidToken('Access token validation failure. Invalid issuer.');
  }
  const now = world.clock.now() / 1000;
  if (now >= Number(claims['exp']) || now < Number(claims['nbf'])) {
    return expired();
  }
  const scopes = claims['scp'];
  if (typeof scopes !== 'string') {
    const message = '/me request is only valid with delegated authentication flow.';
    return { status: 400, code: 'BadRequest', message };
  }
  const denied = scopeError(scopes);
  if (denied) return denied;
  const user = world.directory.users.find((one) => objectIdIn(one, tenant) === claims['oid']);
  if (user && isEnded(context, claims, user)) {
    const message =
      'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp';
    const challenge = `, error="insufficient_claims", claims="${nbfChallenge(context, user)}"`;
    return { ...invalidToken(message), challenge };
  }
  return user ?? { status: 404, code: 'Request_ResourceNotFound', message: 'The user does not exist.' };
};

export const graphMe: EndpointHandler = async (context) => {
  const token = /^bearer +(\S+)$/i.exec(context.request.headers['authorization'] ?? '')?.[1];
  const user = token === undefined ? invalidToken('Access token is empty.') : await userOf(context, token);
  if (!('upn' in user)) return errorAnswer(context, user);
  const [givenName, ...rest] = user.displayName.split(' ');
  context.setDecision(`described ${user.name}`);
  return jsonAnswer({
    '@odata.context': `https://${context.cloud.graph}/v1.0/$metadata#users/$entity`,
    businessPhones: [],
    displayName: user.displayName,
    givenName,
    jobTitle: null,
    mail: user.upn,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: rest.length > 0 ? rest.join(' ') : null,
    userPrincipalName: user.upn,
    // Graph calls a personal account by its number.
    id: isPersonal(user) ? user.id.replaceAll('-', '').slice(16) : user.id,
  });
};
