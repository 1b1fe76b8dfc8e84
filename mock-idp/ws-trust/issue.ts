/** The WS-Trust endpoints of AD FS, usernamemixed and windowstransport, in both versions. */
import { adfsKey } from '../adfs/adfs-key.ts';
import { issueAssertion, type AssertionFacts, type AssertionKind } from '../adfs/saml-assertion.ts';
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import type { User } from '../world.ts';
import type { WireResponse } from '../wire.ts';
import { faultAnswer, isFault, isoTime, soapAnswer } from './soap-answers.ts';
import { readTokenRequest } from './token-request.ts';
import {
  addressing,
  entraAudience,
  policy,
  trust13,
  trust2005,
  utility,
  type TrustVersion,
} from './trust-versions.ts';
import { byNegotiate, byPassword } from './who-asks.ts';
import { xml, type Xml } from './xml-text.ts';

/** Milliseconds an assertion is good for. */
const lifetime = 3_600_000;

const tokenTypes: Readonly<
  Record<AssertionKind, { readonly type: string; readonly profile: string; readonly id: string }>
> = {
  'saml1.1': {
    type: 'urn:oasis:names:tc:SAML:1.0:assertion',
    profile: 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV1.1',
    id: 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.0#SAMLAssertionID',
  },
  'saml2.0': {
    type: 'urn:oasis:names:tc:SAML:2.0:assertion',
    profile: 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0',
    id: 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLID',
  },
};

const reference = (kind: AssertionKind, id: string): Xml =>
  xml`<o:SecurityTokenReference k:TokenType="${tokenTypes[kind].profile}" xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd" xmlns:k="http://docs.oasis-open.org/wss/oasis-wss-wssecurity-secext-1.1.xsd"><o:KeyIdentifier ValueType="${tokenTypes[kind].id}">${id}</o:KeyIdentifier></o:SecurityTokenReference>`;

const responseBody = (version: TrustVersion, kind: AssertionKind, facts: AssertionFacts, token: Xml): Xml => {
  const p = version.prefix;
  const response = xml`<${p}:RequestSecurityTokenResponse${version === trust2005 ? xml` xmlns:${p}="${version.namespace}"` : ''}><${p}:Lifetime><wsu:Created xmlns:wsu="${utility}">${facts.issuedAt}</wsu:Created><wsu:Expires xmlns:wsu="${utility}">${facts.expiresAt}</wsu:Expires></${p}:Lifetime><wsp:AppliesTo xmlns:wsp="${policy}"><wsa:EndpointReference xmlns:wsa="${addressing}"><wsa:Address>${facts.audience}</wsa:Address></wsa:EndpointReference></wsp:AppliesTo><${p}:RequestedSecurityToken>${token}</${p}:RequestedSecurityToken><${p}:RequestedAttachedReference>${reference(kind, facts.id)}</${p}:RequestedAttachedReference><${p}:RequestedUnattachedReference>${reference(kind, facts.id)}</${p}:RequestedUnattachedReference><${p}:TokenType>${tokenTypes[kind].type}</${p}:TokenType><${p}:RequestType>${version.requestType}</${p}:RequestType><${p}:KeyType>${version.bearerKey}</${p}:KeyType></${p}:RequestSecurityTokenResponse>`;
  return version === trust13
    ? xml`<${p}:RequestSecurityTokenResponseCollection xmlns:${p}="${version.namespace}">${response}</${p}:RequestSecurityTokenResponseCollection>`
    : response;
};

const issue = async (
  context: EndpointContext,
  version: TrustVersion,
  host: string,
  user: User,
  kind: AssertionKind,
  method: AssertionFacts['method'],
): Promise<WireResponse> => {
  const now = context.world.clock.now();
  const facts: AssertionFacts = {
    id: `_${context.world.random.guid()}`,
    host,
    user,
    audience: entraAudience,
    issuedAt: isoTime(now),
    expiresAt: isoTime(now + lifetime),
    method,
  };
  const token = issueAssertion(kind, facts, await adfsKey());
  context.watch('assertion', Buffer.from(token.text).toString('base64'));
  context.watch('assertion', Buffer.from(token.text).toString('base64url'));
  context.setDecision(`issued a ${kind} assertion for ${user.name}`);
  return soapAnswer(context, version.answerAction, responseBody(version, kind, facts, token));
};

const plain = (status: number, headers: WireResponse['headers'] = []): WireResponse => ({
  status,
  headers,
  body: '',
});

export const wsTrust: EndpointHandler = (context) => {
  const { tenant, path, request } = context;
  const adfs = tenant.kind === 'tenant' ? tenant.tenant.adfs : undefined;
  if (tenant.kind !== 'tenant' || !adfs) return plain(404);
  const version = path['version'] === '13' ? trust13 : trust2005;
  const windows = path['binding']?.toLowerCase() === 'windowstransport';
  const integrated = windows ? byNegotiate(context, tenant.tenant) : undefined;
  if (windows && !integrated) {
    context.setDecision('asked for Negotiate');
    return plain(401, [['WWW-Authenticate', 'Negotiate']]);
  }
  if (!(request.headers['content-type'] ?? '').startsWith('application/soap+xml')) {
    context.setDecision('refused: not a SOAP 1.2 message');
    return plain(415);
  }
  const asked = readTokenRequest(request.body, version);
  if (!asked) {
    context.setDecision('refused: no SOAP message could be read');
    return plain(400);
  }
  if (isFault(asked)) return faultAnswer(context, asked);
  const user = integrated ?? byPassword(context, tenant.tenant, asked);
  if (isFault(user)) return faultAnswer(context, user);
  const kind = asked.assertion ?? adfs.assertion;
  return issue(context, version, adfs.host, user, kind, windows ? 'windows' : 'password');
};
