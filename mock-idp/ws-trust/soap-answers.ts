/** SOAP 1.2 answers of AD FS: the envelope, and the faults in it. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { WireResponse } from '../wire.ts';
import { addressing, security, soap, utility, type TrustVersion } from './trust-versions.ts';
import { xml, type Xml } from './xml-text.ts';

/** Why a request for a token gets none. */
export interface TrustFault {
  readonly fault: string;
  /** Namespace of the subcode. */
  readonly namespace: string;
  readonly subcode: string;
  readonly text: string;
}

export const isFault = <T extends object>(value: T | TrustFault): value is TrustFault => 'fault' in value;

export const faults = {
  /** The password is wrong, or the user must not sign in: AD FS does not say which. */
  notAuthenticated: {
    fault: 'the user could not be authenticated',
    namespace: security,
    subcode: 'FailedAuthentication',
    text: 'ID3242: The security token could not be authenticated or authorized.',
  },
  badSecurity: {
    fault: 'the security header is missing or out of its time',
    namespace: security,
    subcode: 'InvalidSecurity',
    text: 'An error occurred when verifying security for the message.',
  },
  badAction: {
    fault: 'the action is not one of this endpoint',
    namespace: addressing,
    subcode: 'ActionNotSupported',
    text: 'The message with this Action cannot be processed at the receiver, due to a ContractFilter mismatch at the EndpointDispatcher.',
  },
} satisfies Record<string, TrustFault>;

/** As recorded: whatever AD FS does not like in the request itself. */
export const requestFailed = ({ namespace }: TrustVersion, fault: string): TrustFault => ({
  fault,
  namespace,
  subcode: 'RequestFailed',
  text: 'MSIS3127: The specified request failed.',
});

export const isoTime = (ms: number): string => new Date(ms).toISOString();

const envelope = ({ world }: EndpointContext, action: string, body: Xml): Xml => {
  const now = world.clock.now();
  return xml`<s:Envelope xmlns:s="${soap}" xmlns:a="${addressing}" xmlns:u="${utility}"><s:Header><a:Action s:mustUnderstand="1">${action}</a:Action><o:Security s:mustUnderstand="1" xmlns:o="${security}"><u:Timestamp u:Id="_0"><u:Created>${isoTime(now)}</u:Created><u:Expires>${isoTime(now + 300_000)}</u:Expires></u:Timestamp></o:Security></s:Header><s:Body>${body}</s:Body></s:Envelope>`;
};

const answer = (status: number, { text }: Xml): WireResponse => ({
  status,
  headers: [['Content-Type', 'application/soap+xml; charset=utf-8']],
  body: text,
});

export const soapAnswer = (context: EndpointContext, action: string, body: Xml): WireResponse =>
  answer(200, envelope(context, action, body));

/** SOAP 1.2 part 2, section 7.5.2.2: status 500. */
export const faultAnswer = (context: EndpointContext, fault: TrustFault): WireResponse => {
  context.setDecision(`refused: ${fault.fault}`);
  const body = xml`<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:a="${fault.namespace}">a:${fault.subcode}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en-US">${fault.text}</s:Text></s:Reason></s:Fault>`;
  return answer(500, envelope(context, `${addressing}/soap/fault`, body));
};
