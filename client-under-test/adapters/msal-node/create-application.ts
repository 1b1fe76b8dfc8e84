/** From the parameters of `client.create` to a msal-node application with its production HTTP stack. */
import { X509Certificate } from 'node:crypto';
import {
  ConfidentialClientApplication,
  LogLevel,
  PublicClientApplication,
  type NodeAuthOptions,
} from '@azure/msal-node';
import type { Harness } from '../../adapter/index.ts';
import type { Params } from '../../protocol/index.ts';

export type Application = PublicClientApplication | ConfidentialClientApplication;

type Create = Params<'client.create'>;

const credentialOptions = (credential: Create['credential']): Partial<NodeAuthOptions> => {
  switch (credential?.type) {
    case undefined:
      return {};
    case 'secret':
      return { clientSecret: credential.secret };
    case 'certificate':
      return {
        clientCertificate: {
          thumbprintSha256: new X509Certificate(credential.certificatePem).fingerprint256.replaceAll(':', ''),
          privateKey: credential.privateKeyPem,
          ...(credential.sendX5c && { x5c: credential.certificatePem }),
        },
      };
  }
};

const harnessLevels = {
  [LogLevel.Error]: 'error',
  [LogLevel.Warning]: 'warn',
  [LogLevel.Info]: 'info',
  [LogLevel.Verbose]: 'debug',
  [LogLevel.Trace]: 'debug',
} as const;

/** Throws what the SDK's constructor throws. */
export const createApplication = (params: Create, harness: Harness): Application => {
  const configuration = {
    auth: {
      clientId: params.clientId,
      authority: params.authority,
      ...credentialOptions(params.credential),
      ...(params.capabilities && { clientCapabilities: params.capabilities }),
      ...(params.knownAuthorities && { knownAuthorities: params.knownAuthorities }),
    },
    system: {
      loggerOptions: {
        logLevel: LogLevel.Verbose,
        piiLoggingEnabled: false,
        loggerCallback: (level: LogLevel, text: string, containsPii: boolean) =>
          harness.log({ level: harnessLevels[level], text, containsPii }),
      },
    },
  };
  return params.kind === 'public'
    ? new PublicClientApplication(configuration)
    : new ConfidentialClientApplication(configuration);
};
