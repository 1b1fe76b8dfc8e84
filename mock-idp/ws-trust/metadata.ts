/**
 * The metadata exchange document of AD FS: a WSDL that says where tokens are issued and what each place asks for.
 * It has the four endpoints the mock answers; a farm with everything switched on lists thirteen.
 */
import type { EndpointHandler } from '../endpoints/endpoint.ts';
import { addressing, policy, trustVersions, utility, type TrustVersion } from './trust-versions.ts';
import { xml, type Xml } from './xml-text.ts';

interface Binding {
  readonly version: TrustVersion;
  readonly name: string;
  readonly path: 'usernamemixed' | 'windowstransport';
}

const bindings: readonly Binding[] = trustVersions.flatMap((version): Binding[] => [
  { version, name: `CustomBinding_${version.contract}`, path: 'windowstransport' },
  { version, name: `UserNameWSTrustBinding_${version.contract}`, path: 'usernamemixed' },
]);

const transport = ({ securityPolicy }: TrustVersion, timestamp: boolean): Xml =>
  xml`<sp:TransportBinding xmlns:sp="${securityPolicy}"><wsp:Policy><sp:TransportToken><wsp:Policy><sp:HttpsToken RequireClientCertificate="false"/></wsp:Policy></sp:TransportToken><sp:AlgorithmSuite><wsp:Policy><sp:Basic256/></wsp:Policy></sp:AlgorithmSuite><sp:Layout><wsp:Policy><sp:Strict/></wsp:Policy></sp:Layout>${timestamp ? xml`<sp:IncludeTimestamp/>` : ''}</wsp:Policy></sp:TransportBinding>`;

const proof = ({ path, version }: Binding): Xml => {
  if (path === 'windowstransport') {
    return xml`<http:NegotiateAuthentication xmlns:http="http://schemas.microsoft.com/ws/06/2004/policy/http"/>`;
  }
  const { securityPolicy, supportingTokens } = version;
  return xml`<sp:${supportingTokens} xmlns:sp="${securityPolicy}"><wsp:Policy><sp:UsernameToken sp:IncludeToken="${securityPolicy}/IncludeToken/AlwaysToRecipient"><wsp:Policy><sp:WssUsernameToken10/></wsp:Policy></sp:UsernameToken></wsp:Policy></sp:${supportingTokens}>`;
};

const policyOf = (binding: Binding): Xml =>
  xml`<wsp:Policy wsu:Id="${binding.name}_policy"><wsp:ExactlyOne><wsp:All>${proof(binding)}${transport(binding.version, binding.path === 'usernamemixed')}<wsaw:UsingAddressing xmlns:wsaw="${addressing}"/></wsp:All></wsp:ExactlyOne></wsp:Policy>`;

const bindingOf = ({ name, version }: Binding): Xml =>
  xml`<wsdl:binding name="${name}" type="tns:${version.contract}"><wsp:PolicyReference URI="#${name}_policy"/><soap12:binding transport="http://schemas.xmlsoap.org/soap/http"/><wsdl:operation name="Trust${version.path}IssueAsync"><soap12:operation soapAction="${version.requestAction}" style="document"/><wsdl:input><soap12:body use="literal"/></wsdl:input><wsdl:output><soap12:body use="literal"/></wsdl:output></wsdl:operation></wsdl:binding>`;

const portOf = ({ name, version, path }: Binding, origin: string): Xml => {
  const address = `${origin}/adfs/services/trust/${version.path}/${path}`;
  return xml`<wsdl:port name="${name}" binding="tns:${name}"><soap12:address location="${address}"/><wsa10:EndpointReference><wsa10:Address>${address}</wsa10:Address></wsa10:EndpointReference></wsdl:port>`;
};

const service = 'http://schemas.microsoft.com/ws/2008/06/identity/securitytokenservice';

export const metadataExchange: EndpointHandler = (context) => {
  const host = context.tenant.kind === 'tenant' ? context.tenant.tenant.adfs?.host : undefined;
  const origin = context.host === host ? `https://${host}` : context.request.url.origin;
  context.setDecision('described the WS-Trust endpoints');
  const document = xml`<wsdl:definitions name="SecurityTokenService" targetNamespace="${service}" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:tns="${service}" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:wsa10="${addressing}" xmlns:wsp="${policy}" xmlns:wsu="${utility}">${bindings.map(policyOf)}${trustVersions.map(({ contract }) => xml`<wsdl:portType name="${contract}"/>`)}${bindings.map(bindingOf)}<wsdl:service name="SecurityTokenService">${bindings.map((binding) => portOf(binding, origin))}</wsdl:service></wsdl:definitions>`;
  return {
    status: 200,
    headers: [['Content-Type', 'application/soap+xml; charset=utf-8']],
    body: document.text,
  };
};
