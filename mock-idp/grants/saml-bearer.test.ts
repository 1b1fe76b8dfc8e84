import { expect, test } from 'vitest';
import { adfsKey } from '../adfs/adfs-key.ts';
import { issueAssertion, type AssertionFacts, type AssertionKind } from '../adfs/saml-assertion.ts';
import { createKey } from '../keys/key-pool.ts';
import { aadsts, claimsOf } from '../testing/probe.ts';
import { createFederation } from '../ws-trust/test-federation.ts';

const federation = await createFederation();
const { app, token, user, assertionFor } = federation;
const stranger = await createKey('somebody else');

const grants: Readonly<Record<AssertionKind, string>> = {
  'saml1.1': 'urn:ietf:params:oauth:grant-type:saml1_1-bearer',
  'saml2.0': 'urn:ietf:params:oauth:grant-type:saml2-bearer',
};

const redeem = (assertion: string, kind: AssertionKind = 'saml1.1', encoding: BufferEncoding = 'base64') =>
  token({
    grant_type: grants[kind],
    client_id: app('desktop').clientId,
    assertion: Buffer.from(assertion).toString(encoding),
    scope: 'openid offline_access User.Read',
  });

const forged = async (
  facts: Partial<AssertionFacts>,
  kind: AssertionKind = 'saml1.1',
  key = adfsKey(),
): Promise<string> =>
  issueAssertion(
    kind,
    {
      id: '_1',
      host: 'fs.contoso.example',
      user: user('ann'),
      audience: 'urn:federation:MicrosoftOnline',
      issuedAt: '2030-01-01T00:00:00.000Z',
      expiresAt: '2030-01-01T01:00:00.000Z',
      method: 'password',
      ...facts,
    },
    await key,
  ).text;

test.each(['base64', 'base64url'] as const)(
  'an assertion in %s brings tokens for its user',
  async (encoding) => {
    const { status, body } = await redeem(await assertionFor(), 'saml1.1', encoding);
    expect(status).toBe(200);
    expect(claimsOf(body['id_token'])).toMatchObject({
      oid: user('ann').id,
      preferred_username: user('ann').upn,
    });
    expect(body['refresh_token']).toBeDefined();
  },
);

test('a SAML 2.0 assertion is for the other grant', async () => {
  const assertion = await assertionFor('ann', 'urn:oasis:names:tc:SAML:2.0:assertion');
  expect((await redeem(assertion, 'saml2.0')).status).toBe(200);
  expect(aadsts(await redeem(assertion, 'saml1.1'))).toEqual([50008]);
});

test('the assertions of two farms are for their own tenants', async () => {
  const fay = await forged({ host: 'fs.fabrikam.example', user: user('fay') });
  expect(aadsts(await redeem(fay))).toEqual([50107]);
  const posing = await forged({ user: user('fay') });
  expect(aadsts(await redeem(posing))).toEqual([51004]);
});

test.each([
  ['no XML', async () => 'hello', 50008],
  ['no signature', async () => (await forged({})).replace(/<ds:Signature.*<\/ds:Signature>/s, ''), 50008],
  ['a changed user', async () => (await forged({})).replaceAll('ann@', 'ida@'), 50008],
  ['the signature of a stranger', () => forged({}, 'saml1.1', Promise.resolve(stranger)), 50008],
  ['an unknown realm', () => forged({ host: 'fs.evil.example' }), 50107],
  ['another audience', () => forged({ audience: 'https://api.example' }), 50008],
  [
    'a time that is over',
    () => forged({ issuedAt: '2029-12-31T00:00:00Z', expiresAt: '2029-12-31T23:54:00Z' }),
    500133,
  ],
  ['a time to come', () => forged({ issuedAt: '2030-01-01T00:06:00Z' }), 500133],
  ['a user who is not federated', () => forged({ user: user('cloudy') }), 51004],
  ['a document type', async () => `<!DOCTYPE a [<!ENTITY b "c">]>${await forged({})}`, 50008],
  ['a disabled user', () => forged({ user: user('dan') }), 50057],
] as [string, () => Promise<string>, number][])('%s is refused', async (_, make, code) => {
  expect(aadsts(await redeem(await make()))).toEqual([code]);
});

/** XML signature wrapping: a good signature over one element, and another element for the reader to find. */
const evilOf = async () =>
  (await forged({ id: '_2', user: user('ida') })).replace(/<ds:Signature.*<\/ds:Signature>/s, '');

test.each([
  [
    'the signed assertion inside a forged one',
    (good: string, evil: string) => evil.replace('</saml:Assertion>', `${good}</saml:Assertion>`),
  ],
  [
    'the signature moved to a forged one, the signed one in an Object',
    (good: string, evil: string) => {
      const signature = /<ds:Signature.*<\/ds:Signature>/s.exec(good)![0];
      const bare = good.replace(signature, '');
      const around = signature.replace('</ds:Signature>', `<ds:Object>${bare}</ds:Object></ds:Signature>`);
      return evil.replace('</saml:Assertion>', `${around}</saml:Assertion>`);
    },
  ],
  ['both under a root of no meaning', (good: string, evil: string) => `<x>${evil}${good}</x>`],
  [
    'a forged one with the id of the signed one',
    (good: string, evil: string) =>
      evil
        .replace('_2', '_1')
        .replace(
          '</saml:Assertion>',
          `${/<ds:Signature.*<\/ds:Signature>/s.exec(good)![0]}</saml:Assertion>`,
        ),
  ],
  ['a signature that refers to nothing', (good: string) => good.replace('URI="#_1"', 'URI=""')],
  [
    'a comment in the subject, where a careless reader stops',
    (good: string) => good.replace(/(<saml:NameIdentifier[^>]*>.{4})/, '$1<x/>'),
  ],
])('%s is refused', async (_, wrap) => {
  const answer = await redeem(wrap(await forged({}), await evilOf()));
  expect(aadsts(answer)).toEqual([50008]);
});

test('Entra does not know the password of a federated user', async () => {
  const { upn, password } = user('ann');
  const answer = await token({
    grant_type: 'password',
    client_id: app('desktop').clientId,
    username: upn,
    password,
    scope: 'User.Read',
  });
  expect(aadsts(answer)).toEqual([50126]);
});

test('user realm sends federated users to their AD FS', async () => {
  const realm = (path: string) => federation.get(`https://login.microsoftonline.com/${path}`);
  const first = await realm('common/userrealm/ann@corp.contoso.example?api-version=1.0');
  expect(Object.entries(first.body)).toEqual([
    ['ver', '1.0'],
    ['account_type', 'Federated'],
    ['domain_name', 'corp.contoso.example'],
    ['federation_protocol', 'WSTrust'],
    ['federation_metadata_url', 'https://fs.contoso.example/adfs/services/trust/mex'],
    ['federation_active_auth_url', 'https://fs.contoso.example/adfs/services/trust/2005/usernamemixed'],
    ['cloud_instance_name', 'microsoftonline.com'],
    ['cloud_audience_urn', 'urn:federation:MicrosoftOnline'],
  ]);
  const second = await realm('common/userrealm/ann@corp.contoso.example?api-version=2.0');
  expect(Object.keys(second.body)).toEqual([
    'NameSpaceType',
    'federation_protocol',
    'Login',
    'AuthURL',
    'DomainName',
    'FederationBrandName',
    'TenantBrandingInfo',
    'cloud_instance_name',
  ]);
  const oldest = await realm('GetUserRealm.srf?login=ann@corp.contoso.example');
  expect(Object.keys(oldest.body)).toEqual([
    'State',
    'UserState',
    'Login',
    'NameSpaceType',
    'DomainName',
    'FederationGlobalVersion',
    'AuthURL',
    'FederationBrandName',
    'CloudInstanceName',
  ]);
  const managed = await realm('GetUserRealm.srf?login=cloudy@contoso.onmicrosoft.com');
  expect(managed.body).toMatchObject({ State: 4, UserState: 1, NameSpaceType: 'Managed' });
});
