/** The assertions AD FS issues: SAML 1.1 as recorded, SAML 2.0 with the same content, signed with SHA-256. */
import { SignedXml } from 'xml-crypto';
import type { PoolKey } from '../keys/key-pool.ts';
import type { User } from '../world.ts';
import { element, xml, type Xml } from '../ws-trust/xml-text.ts';
import { immutableIdOf, realmOf } from './federation.ts';

export type AssertionKind = 'saml1.1' | 'saml2.0';

export interface AssertionFacts {
  readonly id: string;
  readonly host: string;
  readonly user: User;
  readonly audience: string;
  /** ISO 8601 with milliseconds. */
  readonly issuedAt: string;
  readonly expiresAt: string;
  /** How the user was proved. */
  readonly method: 'password' | 'windows';
}

const upnClaim = 'http://schemas.xmlsoap.org/claims';
const immutableIdClaim = 'http://schemas.microsoft.com/LiveID/Federation/2008/05';
export const saml11Namespace = 'urn:oasis:names:tc:SAML:1.0:assertion';
export const saml20Namespace = 'urn:oasis:names:tc:SAML:2.0:assertion';
const unspecified = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';

const methods11 = {
  password: 'urn:oasis:names:tc:SAML:1.0:am:password',
  windows: 'urn:federation:authentication:windows',
} as const;
const methods20 = {
  password: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
  windows: 'urn:federation:authentication:windows',
} as const;

const assertion11 = ({ id, host, user, audience, issuedAt, expiresAt, method }: AssertionFacts): Xml => {
  const immutableId = immutableIdOf(user);
  const subject = xml`<saml:Subject><saml:NameIdentifier Format="${unspecified}">${immutableId}</saml:NameIdentifier><saml:SubjectConfirmation><saml:ConfirmationMethod>urn:oasis:names:tc:SAML:1.0:cm:bearer</saml:ConfirmationMethod></saml:SubjectConfirmation></saml:Subject>`;
  return xml`<saml:Assertion MajorVersion="1" MinorVersion="1" AssertionID="${id}" Issuer="${realmOf(host)}" IssueInstant="${issuedAt}" xmlns:saml="${saml11Namespace}"><saml:Conditions NotBefore="${issuedAt}" NotOnOrAfter="${expiresAt}"><saml:AudienceRestrictionCondition><saml:Audience>${audience}</saml:Audience></saml:AudienceRestrictionCondition></saml:Conditions><saml:AttributeStatement>${subject}<saml:Attribute AttributeName="UPN" AttributeNamespace="${upnClaim}"><saml:AttributeValue>${user.upn}</saml:AttributeValue></saml:Attribute><saml:Attribute AttributeName="ImmutableID" AttributeNamespace="${immutableIdClaim}"><saml:AttributeValue>${immutableId}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement><saml:AuthenticationStatement AuthenticationMethod="${methods11[method]}" AuthenticationInstant="${issuedAt}">${subject}</saml:AuthenticationStatement></saml:Assertion>`;
};

const assertion20 = ({ id, host, user, audience, issuedAt, expiresAt, method }: AssertionFacts): Xml => {
  const immutableId = immutableIdOf(user);
  return xml`<saml:Assertion ID="${id}" IssueInstant="${issuedAt}" Version="2.0" xmlns:saml="${saml20Namespace}"><saml:Issuer>${realmOf(host)}</saml:Issuer><saml:Subject><saml:NameID Format="${unspecified}">${immutableId}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${expiresAt}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${issuedAt}" NotOnOrAfter="${expiresAt}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AttributeStatement><saml:Attribute Name="${upnClaim}/UPN"><saml:AttributeValue>${user.upn}</saml:AttributeValue></saml:Attribute><saml:Attribute Name="${immutableIdClaim}/ImmutableID"><saml:AttributeValue>${immutableId}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement><saml:AuthnStatement AuthnInstant="${issuedAt}"><saml:AuthnContext><saml:AuthnContextClassRef>${methods20[method]}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement></saml:Assertion>`;
};

const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const rootPath = "/*[local-name(.)='Assertion']";

/** An enveloped signature (XML Signature, section 6.6.4), where each version of SAML has its place for it. */
const signed = ({ text }: Xml, kind: AssertionKind, key: PoolKey): Xml => {
  const signer = new SignedXml({
    privateKey: key.privateKeyPem,
    publicCert: key.certificatePem,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: exclusiveC14n,
    ...(kind === 'saml1.1' && { idAttribute: 'AssertionID' }), // ID it knows by itself
  });
  signer.addReference({
    xpath: rootPath,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusiveC14n],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signer.computeSignature(text, {
    prefix: 'ds',
    location:
      kind === 'saml1.1'
        ? { reference: rootPath, action: 'append' }
        : { reference: `${rootPath}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return element(signer.getSignedXml());
};

export const issueAssertion = (kind: AssertionKind, facts: AssertionFacts, key: PoolKey): Xml =>
  signed(kind === 'saml1.1' ? assertion11(facts) : assertion20(facts), kind, key);
