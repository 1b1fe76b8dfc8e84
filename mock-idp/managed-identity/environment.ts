/**
 * Where the sources of managed identity tokens lie at a door, and the environment variables that lead a program
 * there. The path names the tenant, so that a request finds its world whichever door it comes by.
 */
import type { ManagedIdentities } from './managed-identity.ts';

export type ManagedIdentitySource =
  'imds' | 'app-service' | 'azure-arc' | 'cloud-shell' | 'service-fabric' | 'machine-learning';

export interface MachineDoor {
  /** Scheme, host and port: `https://127.0.0.1:8443`. Through the proxy door: `http://169.254.169.254`. */
  readonly url: string;
  /** SHA-1 of the certificate the door shows, in hexadecimal; Service Fabric's clients compare it. */
  readonly certificateThumbprint?: string;
}

/** The address of Azure's instance metadata service, the same on every machine. */
export const metadataHost = '169.254.169.254';

/** The first segment of every path below. */
export const machinePath = 'managed-identity';

/** Of a door without a certificate: no certificate has this one, and a client that compares refuses. */
const noThumbprint = '0'.repeat(40);

/** Names: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources and the sources' own pages. */
export const environmentOf = (
  source: ManagedIdentitySource,
  door: MachineDoor,
  tenantId: string,
  { system, userAssigned, identityHeader }: Omit<ManagedIdentities, 'environment'>,
): Readonly<Record<string, string>> => {
  const base = `${door.url.replace(/\/$/, '')}/${machinePath}/${tenantId}/${source}`;
  switch (source) {
    case 'imds':
      return { AZURE_POD_IDENTITY_AUTHORITY_HOST: base };
    case 'app-service':
      return { IDENTITY_ENDPOINT: `${base}/msi/token`, IDENTITY_HEADER: identityHeader };
    case 'azure-arc':
      return { IDENTITY_ENDPOINT: `${base}/metadata/identity/oauth2/token`, IMDS_ENDPOINT: base };
    case 'cloud-shell':
      return { MSI_ENDPOINT: `${base}/oauth2/token` };
    case 'service-fabric':
      return {
        IDENTITY_ENDPOINT: `${base}/metadata/identity/oauth2/token`,
        IDENTITY_HEADER: identityHeader,
        IDENTITY_SERVER_THUMBPRINT: door.certificateThumbprint ?? noThumbprint,
      };
    case 'machine-learning': {
      const standard = system ?? userAssigned[0];
      return {
        MSI_ENDPOINT: `${base}/msi/token`,
        MSI_SECRET: identityHeader,
        ...(standard && { DEFAULT_IDENTITY_CLIENT_ID: standard.clientId }),
      };
    }
  }
};
