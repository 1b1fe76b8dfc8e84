import { expect, test } from 'vitest';
import { createConfidentialClientApplication } from '../confidential-client.ts';
import { createPublicClientApplication } from '../public-client.ts';
import {
  authority,
  clientId,
  fakeClock,
  oauthError,
  scriptedNetwork,
  userToken,
  type Script,
} from '../test-doubles.ts';

function setUp(...answers: Script[]) {
  const script = scriptedNetwork(...answers);
  const options = { clientId, authority, clock: fakeClock(), network: script.network };
  return {
    script,
    app: createPublicClientApplication(options),
    web: createConfidentialClientApplication({ ...options, credential: { type: 'secret', secret: 's' } }),
  };
}

const credentials = { scopes: ['User.Read'], username: 'ada+1@contoso.test', password: 'p&=+ ä%' };
const realm = (account_type: string, domain_name = 'contoso.test') => ({
  body: { ver: '1.0', account_type, domain_name },
});

test('a public client asks for the realm of the user, then posts the password as it is', async () => {
  const { app, script } = setUp(realm('Managed'), userToken());
  await app.acquireTokenByUsernamePassword(credentials);
  const [asked, posted] = script.sent;
  expect(asked?.method).toBe('GET');
  expect(asked?.url).toBe(
    'https://login.microsoftonline.com/common/userrealm/ada%2B1%40contoso.test?api-version=1.0',
  );
  expect(Object.fromEntries(posted?.form ?? [])).toMatchObject({
    grant_type: 'password',
    username: credentials.username,
    password: credentials.password,
    client_info: '1',
  });
  expect(posted?.headers).toMatchObject({ 'x-anchormailbox': 'UPN:ada+1@contoso.test' });
  expect(await app.getAccounts()).toHaveLength(1);
});

test('a confidential client does not ask for the realm', async () => {
  const { web, script } = setUp(userToken());
  await web.acquireTokenByUsernamePassword(credentials);
  expect(script.sent.map(({ method }) => method)).toEqual(['POST']);
});

test.each<[string, Script]>([
  ['federated_user_not_supported', realm('Federated')],
  ['unknown_user_type', realm('Unknown')],
  ['ropc_not_supported_for_msa', realm('Managed', 'live.com')],
  ['user_realm_discovery_failed', { body: '<html>' }],
  ['not_found', { status: 404 }],
])('%s: the password is not sent', async (code, answer) => {
  const { app, script } = setUp(answer);
  await expect(app.acquireTokenByUsernamePassword(credentials)).rejects.toMatchObject({ code });
  expect(script.sent).toHaveLength(1);
});

test('a wrong password is what the authority says it is', async () => {
  const { app } = setUp(realm('Managed'), oauthError('invalid_grant', { error_codes: [50126] }));
  await expect(app.acquireTokenByUsernamePassword(credentials)).rejects.toMatchObject({
    errorCodes: [50126],
    hint: 'The user name or the password is wrong.',
  });
});
