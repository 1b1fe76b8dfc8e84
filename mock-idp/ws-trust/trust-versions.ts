/** The two WS-Trust dialects that AD FS speaks, and the names they use. */

export interface TrustVersion {
  readonly path: '13' | '2005';
  readonly namespace: string;
  readonly prefix: string;
  readonly requestAction: string;
  readonly answerAction: string;
  readonly requestType: string;
  readonly bearerKey: string;
  /** Name of the binding in the MEX document, before its number. */
  readonly contract: string;
  readonly securityPolicy: string;
  readonly supportingTokens: string;
}

const oasis = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512';
const february2005 = 'http://schemas.xmlsoap.org/ws/2005/02/trust';

/** http://docs.oasis-open.org/ws-sx/ws-trust/200512/ws-trust-1.3-os.html */
export const trust13: TrustVersion = {
  path: '13',
  namespace: oasis,
  prefix: 'trust',
  requestAction: `${oasis}/RST/Issue`,
  answerAction: `${oasis}/RSTRC/IssueFinal`,
  requestType: `${oasis}/Issue`,
  bearerKey: `${oasis}/Bearer`,
  contract: 'IWSTrust13Async',
  securityPolicy: 'http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702',
  supportingTokens: 'SignedEncryptedSupportingTokens',
};

export const trust2005: TrustVersion = {
  path: '2005',
  namespace: february2005,
  prefix: 't',
  requestAction: `${february2005}/RST/Issue`,
  answerAction: `${february2005}/RSTR/Issue`,
  requestType: `${february2005}/Issue`,
  bearerKey: 'http://schemas.xmlsoap.org/ws/2005/05/identity/NoProofKey',
  contract: 'IWSTrustFeb2005Async',
  securityPolicy: 'http://schemas.xmlsoap.org/ws/2005/07/securitypolicy',
  supportingTokens: 'SignedSupportingTokens',
};

export const trustVersions: readonly TrustVersion[] = [trust2005, trust13];

export const soap = 'http://www.w3.org/2003/05/soap-envelope';
export const addressing = 'http://www.w3.org/2005/08/addressing';
export const policy = 'http://schemas.xmlsoap.org/ws/2004/09/policy';
export const security = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
export const utility = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';

/** What AD FS knows Entra by, and Entra itself: the audience of assertions. */
export const entraAudience = 'urn:federation:MicrosoftOnline';
