/** What the tests of federation have in common: a federated world, the messages of a client, and its answers. */
import { createProbe, type Probe } from '../testing/probe.ts';
import type { WorldConfigInput } from '../config/world-config.ts';
import {
  addressing,
  entraAudience,
  policy,
  security,
  soap,
  trust13,
  utility,
  type TrustVersion,
} from './trust-versions.ts';
import { element, xml, type Xml } from './xml-text.ts';

export const federated: WorldConfigInput = {
  tenants: {
    contoso: {
      domains: ['contoso.onmicrosoft.com', 'corp.contoso.example'],
      adfs: { host: 'fs.contoso.example', federates: ['corp.contoso.example'], integratedUser: 'ida' },
      users: {
        ann: { upn: 'ann@corp.contoso.example', password: 'p<&>"ass word' },
        ida: { upn: 'ida@corp.contoso.example' },
        dan: { upn: 'dan@corp.contoso.example', state: 'disabled' },
        cloudy: {},
      },
      apps: { desktop: { kind: 'public' } },
    },
    fabrikam: {
      domains: ['fabrikam.example'],
      adfs: { host: 'fs.fabrikam.example', federates: ['fabrikam.example'], assertion: 'saml2.0' },
      users: { fay: {} },
      apps: { mobile: { kind: 'public' } },
    },
  },
};

export interface MessageParts {
  readonly version?: TrustVersion;
  readonly action?: string;
  readonly audience?: string;
  readonly created?: string;
  readonly expires?: string;
  readonly tokenType?: string;
  readonly username?: string;
  readonly password?: string;
}

const timestamp = (created: string, expires: string): Xml =>
  xml`<u:Timestamp u:Id="_0"><u:Created>${created}</u:Created><u:Expires>${expires}</u:Expires></u:Timestamp>`;

/** A RequestSecurityToken as the SDKs send it; the world of these tests begins in 2030. */
export const message = ({
  version = trust13,
  action = version.requestAction,
  audience = entraAudience,
  created = '2030-01-01T00:00:00.000Z',
  expires = '2030-01-01T00:10:00.000Z',
  tokenType,
  username,
  password = '',
}: MessageParts): string => {
  const user =
    username === undefined
      ? element('')
      : xml`<o:Security s:mustUnderstand="1" xmlns:o="${security}">${timestamp(created, expires)}<o:UsernameToken u:Id="uuid-1"><o:Username>${username}</o:Username><o:Password>${password}</o:Password></o:UsernameToken></o:Security>`;
  const type = tokenType === undefined ? element('') : xml`<t:TokenType>${tokenType}</t:TokenType>`;
  return xml`<s:Envelope xmlns:s="${soap}" xmlns:a="${addressing}" xmlns:u="${utility}"><s:Header><a:Action s:mustUnderstand="1">${action}</a:Action><a:MessageID>urn:uuid:1</a:MessageID>${user}</s:Header><s:Body><t:RequestSecurityToken xmlns:t="${version.namespace}"><p:AppliesTo xmlns:p="${policy}"><a:EndpointReference><a:Address>${audience}</a:Address></a:EndpointReference></p:AppliesTo><t:KeyType>${version.bearerKey}</t:KeyType><t:RequestType>${version.requestType}</t:RequestType>${type}</t:RequestSecurityToken></s:Body></s:Envelope>`
    .text;
};

export interface TrustAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The assertion as it stands in the answer, `''` when there is none. */
  readonly assertion: string;
}

export interface Federation extends Probe {
  readonly ask: (body: string, path?: string, headers?: Record<string, string>) => Promise<TrustAnswer>;
  /** An assertion for a user of contoso, `ann` unless said. */
  readonly assertionFor: (name?: string, tokenType?: string) => Promise<string>;
}

export const createFederation = async (): Promise<Federation> => {
  const probe = await createProbe(federated);
  const ask: Federation['ask'] = async (body, path = '13/usernamemixed', headers = {}) => {
    const response = await probe.fetch(`https://fs.contoso.example/adfs/services/trust/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/soap+xml; charset=utf-8', ...headers },
      body,
    });
    const text = await response.text();
    const assertion = /<saml:Assertion.*<\/saml:Assertion>/s.exec(text)?.[0] ?? '';
    return { status: response.status, headers: response.headers, text, assertion };
  };
  return {
    ...probe,
    ask,
    assertionFor: async (name = 'ann', tokenType) => {
      const { upn, password } = probe.user(name);
      const { assertion } = await ask(
        message({ username: upn, password, ...(tokenType !== undefined && { tokenType }) }),
      );
      return assertion;
    },
  };
};
