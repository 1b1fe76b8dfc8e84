/** The calls by which an adapter can show that it reaches the authority with nobody at a browser. */
import type {
  AdapterSession,
  CallResult,
  FeatureId,
  Params,
  TokenResult,
} from '../../client-under-test/index.ts';
import type { World } from '../../mock-idp/index.ts';

export interface TokenCall {
  readonly method: 'token.clientCredentials' | 'token.usernamePassword';
  readonly needs: readonly FeatureId[];
  readonly app: 'daemon' | 'desktop';
  run(session: AdapterSession, world: World, deadlineMs: number): Promise<CallResult<TokenResult>>;
}

export const clientName = 'c1';
const graph = 'https://graph.microsoft.com';

const calls: readonly TokenCall[] = [
  {
    method: 'token.clientCredentials',
    needs: ['client.confidential', 'credential.secret', 'flow.client_credentials'],
    app: 'daemon',
    run: (session, _, deadlineMs) =>
      session.call(
        'token.clientCredentials',
        { client: clientName, scopes: [`${graph}/.default`] },
        deadlineMs,
      ),
  },
  {
    method: 'token.usernamePassword',
    needs: ['client.public', 'flow.username_password'],
    app: 'desktop',
    run(session, { directory }, deadlineMs) {
      const { upn: username, password } = directory.users[0]!;
      const params = { client: clientName, scopes: [`${graph}/User.Read`], username, password };
      return session.call('token.usernamePassword', params, deadlineMs);
    },
  },
];

/** The first of the calls that the adapter says it has all features for. */
export const tokenCallFor = ({ info }: AdapterSession): TokenCall | undefined =>
  calls.find(({ needs }) => needs.every((id) => (info.features[id]?.level ?? 'none') !== 'none'));

/** Parameters that create the client of a call. */
export const clientParams = (app: 'daemon' | 'desktop', world: World): Params<'client.create'> => {
  const { clientId, kind, secret, tenant } = world.directory.apps.find(({ name }) => name === app)!;
  return {
    as: clientName,
    kind,
    clientId,
    authority: `https://login.microsoftonline.com/${tenant.id}`,
    ...(secret === undefined ? {} : { credential: { type: 'secret', secret } }),
  };
};
