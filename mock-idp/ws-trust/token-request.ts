/** A RequestSecurityToken message: understood, or the fault it earns. Who sends it, `who-asks.ts` finds out. */
import type { Element } from '@xmldom/xmldom';
import { along, onlyChild, parseXml, textOf } from './parse-xml.ts';
import { faults, requestFailed, type TrustFault } from './soap-answers.ts';
import { addressing, entraAudience, policy, soap, utility, type TrustVersion } from './trust-versions.ts';
import type { AssertionKind } from '../adfs/saml-assertion.ts';

export interface TokenRequest {
  /** The SOAP header, with whatever proves the user in it. */
  readonly header: Element;
  /** Undefined: the client leaves it to the farm. */
  readonly assertion: AssertionKind | undefined;
}

/** Names of the kinds of assertion; both profiles write them in two ways. */
const tokenTypes: Readonly<Record<string, AssertionKind>> = {
  'urn:oasis:names:tc:SAML:1.0:assertion': 'saml1.1',
  'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV1.1': 'saml1.1',
  'urn:oasis:names:tc:SAML:2.0:assertion': 'saml2.0',
  'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0': 'saml2.0',
};

/** @returns nothing when this is no SOAP message at all */
export const readTokenRequest = (
  body: string,
  version: TrustVersion,
): TokenRequest | TrustFault | undefined => {
  const document = parseXml(body);
  const envelope = document && onlyChild(document, soap, 'Envelope');
  const header = onlyChild(envelope, soap, 'Header');
  const request = onlyChild(onlyChild(envelope, soap, 'Body'), version.namespace, 'RequestSecurityToken');
  if (!envelope || !header) return undefined;
  if (textOf(onlyChild(header, addressing, 'Action')) !== version.requestAction) return faults.badAction;
  if (!request) return requestFailed(version, 'no RequestSecurityToken in the body');
  const { namespace, requestType } = version;
  if (textOf(onlyChild(request, namespace, 'RequestType')) !== requestType) {
    return requestFailed(version, 'the request type is not Issue');
  }
  const reference = onlyChild(onlyChild(request, policy, 'AppliesTo'), addressing, 'EndpointReference');
  const audience = textOf(onlyChild(reference, addressing, 'Address'));
  if (audience !== entraAudience) {
    return requestFailed(version, `AppliesTo names no relying party: ${audience ?? 'nothing'}`);
  }
  const tokenType = textOf(onlyChild(request, namespace, 'TokenType'));
  if (tokenType === undefined) return { header, assertion: undefined };
  const assertion = tokenTypes[tokenType];
  return assertion ? { header, assertion } : requestFailed(version, `no such token type: ${tokenType}`);
};

/** Clocks may differ by five minutes, as far as AD FS is concerned. */
const skew = 300_000;

const timeOf = (element: Element | undefined): number => Date.parse(textOf(element) ?? '');

/** Whether a security header is of now (WS-Security 1.1, section 10). */
export const isTimely = (securityHeader: Element, now: number): boolean => {
  const stamp = along(securityHeader, utility, 'Timestamp');
  const created = timeOf(onlyChild(stamp, utility, 'Created'));
  const expires = timeOf(onlyChild(stamp, utility, 'Expires'));
  return created <= now + skew && expires > now - skew && created < expires;
};
