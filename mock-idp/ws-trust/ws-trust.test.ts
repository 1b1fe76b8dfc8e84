import { expect, test } from 'vitest';
import { readAssertion, signedAssertion } from './checked-assertion.ts';
import { adfsKey } from '../adfs/adfs-key.ts';
import { contentOf } from './assertion-content.ts';
import { parseXml } from './parse-xml.ts';
import { createFederation, message } from './test-federation.ts';
import { trust2005 } from './trust-versions.ts';

const federation = await createFederation();
const { ask, user } = federation;
const ann = { username: 'ann@corp.contoso.example', password: user('ann').password };

const subcode = (text: string) => /<s:Subcode><s:Value[^>]*>a:(\w+)</.exec(text)?.[1];

test('a user name and a password bring a signed assertion for the user', async () => {
  const { status, headers, text, assertion } = await ask(message(ann));
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/soap+xml; charset=utf-8');
  const root = readAssertion(assertion, 'saml1.1');
  const signed = signedAssertion(assertion, root!, 'saml1.1', (await adfsKey()).certificatePem);
  expect(contentOf(signed!, 'saml1.1')).toEqual({
    issuer: 'http://fs.contoso.example/adfs/services/trust',
    audience: 'urn:federation:MicrosoftOnline',
    subject: Buffer.from(user('ann').id.replaceAll('-', ''), 'hex').toString('base64'),
    bearer: true,
    notBefore: Date.UTC(2030, 0, 1),
    notOnOrAfter: Date.UTC(2030, 0, 1, 1),
  });
  expect(text).toContain('<trust:TokenType>urn:oasis:names:tc:SAML:1.0:assertion</trust:TokenType>');
  expect(federation.world.ledger.exchanges.at(-1)).toMatchObject({
    endpoint: 'ws-trust',
    decision: 'issued a saml1.1 assertion for ann',
  });
});

test('the answer has the elements of a recorded one, in its order', async () => {
  const { text } = await ask(message(ann));
  const root = parseXml(text)!.documentElement!;
  const names = (path: string[]): string[] => {
    let at = root;
    for (const name of path) at = [...at.getElementsByTagName(name)][0]!;
    return [...at.childNodes].map(({ nodeName }) => nodeName);
  };
  expect(names(['trust:RequestSecurityTokenResponse'])).toEqual([
    'trust:Lifetime',
    'wsp:AppliesTo',
    'trust:RequestedSecurityToken',
    'trust:RequestedAttachedReference',
    'trust:RequestedUnattachedReference',
    'trust:TokenType',
    'trust:RequestType',
    'trust:KeyType',
  ]);
  expect(names(['saml:Assertion'])).toEqual([
    'saml:Conditions',
    'saml:AttributeStatement',
    'saml:AuthenticationStatement',
    'ds:Signature',
  ]);
});

test('WS-Trust 2005 answers with one response and no collection', async () => {
  const { status, text, assertion } = await ask(
    message({ ...ann, version: trust2005 }),
    '2005/usernamemixed',
  );
  expect(status).toBe(200);
  expect(text).toContain('http://schemas.xmlsoap.org/ws/2005/02/trust/RSTR/Issue');
  expect(text).not.toContain('Collection');
  expect(readAssertion(assertion, 'saml1.1')).toBeDefined();
});

test('a client that asks for SAML 2.0 gets it', async () => {
  const assertion = await federation.assertionFor('ann', 'urn:oasis:names:tc:SAML:2.0:assertion');
  const root = readAssertion(assertion, 'saml2.0');
  expect(signedAssertion(assertion, root!, 'saml2.0', (await adfsKey()).certificatePem)).toBeDefined();
});

test.each([
  ['a wrong password', { ...ann, password: 'wrong' }, 'FailedAuthentication'],
  ['nobody', { ...ann, username: 'no@corp.contoso.example' }, 'FailedAuthentication'],
  [
    'a user who is not federated',
    { username: 'cloudy@contoso.onmicrosoft.com', password: user('cloudy').password },
    'FailedAuthentication',
  ],
  [
    'a user of another farm',
    { username: 'fay@fabrikam.example', password: user('fay').password },
    'FailedAuthentication',
  ],
  ['a disabled user', { username: user('dan').upn, password: user('dan').password }, 'FailedAuthentication'],
  ['another audience', { ...ann, audience: 'https://evil.example' }, 'RequestFailed'],
  ['an unknown token type', { ...ann, tokenType: 'urn:jwt' }, 'RequestFailed'],
  ['another action', { ...ann, action: trust2005.requestAction }, 'ActionNotSupported'],
  ['no security header', {}, 'InvalidSecurity'],
  [
    'an old message',
    { ...ann, created: '2029-12-31T23:00:00Z', expires: '2029-12-31T23:54:59Z' },
    'InvalidSecurity',
  ],
  ['a message of the future', { ...ann, created: '2030-01-01T00:06:00Z' }, 'InvalidSecurity'],
  ['times that are none', { ...ann, created: 'now', expires: 'then' }, 'InvalidSecurity'],
])('%s earns a SOAP fault', async (_, parts, expected) => {
  const { status, text, assertion } = await ask(message(parts));
  expect({ status, subcode: subcode(text), assertion }).toEqual({
    status: 500,
    subcode: expected,
    assertion: '',
  });
});

const bomb = `<!DOCTYPE s [${Array.from({ length: 10 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('')}]>`;

test.each([
  ['no XML', 'hello'],
  ['XML that ends early', message(ann).slice(0, -20)],
  ['an entity bomb', bomb + message(ann)],
  [
    'an external entity',
    `<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>${message({ ...ann, password: '&x;' })}`,
  ],
  ['a style sheet', `<?xml-stylesheet href="https://evil.example"?>${message(ann)}`],
  ['a CDATA section', message(ann).replace('ann@', '<![CDATA[ann@]]>')],
  ['a name split by an element', message(ann).replace('ann@', 'an<b/>n@').replace('Security', 'Security2')],
  ['endless depth', `${'<a>'.repeat(3000)}${'</a>'.repeat(3000)}`],
  ['a megabyte', message({ ...ann, username: 'a'.repeat(900_000) })],
])('%s is refused before anything in it is believed', async (_, body) => {
  const { status, assertion } = await ask(body);
  expect({ status, assertion }).toEqual({ status: 400, assertion: '' });
});

test('a comment does not shorten a user name', async () => {
  const { text } = await ask(message(ann).replace('ann@corp', 'ann<!-- -->@corp'));
  expect(subcode(text)).toBe('InvalidSecurity');
});

test('two user names are no user name', async () => {
  const { text } = await ask(message(ann).replace('<o:Password>', '<o:Username>x</o:Username><o:Password>'));
  expect(subcode(text)).toBe('InvalidSecurity');
});

test('what is not sent as SOAP 1.2 is refused', async () => {
  expect((await ask(message(ann), undefined, { 'content-type': 'text/xml' })).status).toBe(415);
});

test('windowstransport asks for Negotiate, and takes the integrated user with it', async () => {
  const asked = await ask(message({}), '13/windowstransport');
  expect(asked.status).toBe(401);
  expect(asked.headers.get('www-authenticate')).toBe('Negotiate');
  const { status, assertion } = await ask(message({}), '13/windowstransport', {
    authorization: 'Negotiate YIIabc==',
  });
  expect(status).toBe(200);
  expect(assertion).toContain('ida@corp.contoso.example');
  expect(assertion).toContain('urn:federation:authentication:windows');
});

test('the MEX document leads to the endpoints', async () => {
  const response = await federation.fetch('https://fs.contoso.example/adfs/services/trust/mex');
  const document = parseXml(await response.text())!;
  const ids = [...document.getElementsByTagName('wsp:Policy')].flatMap(
    (one) => one.getAttribute('wsu:Id') ?? [],
  );
  const uses = [...document.getElementsByTagName('wsp:PolicyReference')].map((one) =>
    one.getAttribute('URI'),
  );
  expect(uses).toEqual(ids.filter(Boolean).map((id) => `#${id}`));
  expect([...document.getElementsByTagName('wsa10:Address')].map((one) => one.textContent)).toEqual([
    'https://fs.contoso.example/adfs/services/trust/2005/windowstransport',
    'https://fs.contoso.example/adfs/services/trust/2005/usernamemixed',
    'https://fs.contoso.example/adfs/services/trust/13/windowstransport',
    'https://fs.contoso.example/adfs/services/trust/13/usernamemixed',
  ]);
});
