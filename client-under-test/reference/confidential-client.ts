/** A confidential client: a web app, an API or a service that holds a credential. */
import { createApplication, type ApplicationOptions } from './application.ts';
import type { AuthenticationResult } from './authentication-result.ts';
import { clientApplication, type ClientApplication } from './client-application.ts';
import { MsalClientException } from './errors/msal-error.ts';
import {
  acquireTokenByAuthorizationCode,
  type AuthorizationCodeRequest,
} from './flows/authorization-code.ts';
import { getAuthorizationRequestUrl, type AuthorizationUrlRequest } from './flows/authorization-url.ts';
import { acquireTokenForClient, type ClientCredentialsRequest } from './flows/client-credentials.ts';
import { acquireTokenOnBehalfOf, type OnBehalfOfRequest } from './flows/on-behalf-of.ts';
import type { ClientCredential } from './token/client-credential.ts';

export interface ConfidentialClientOptions extends ApplicationOptions {
  readonly credential: ClientCredential;
}

export interface ConfidentialClientApplication extends ClientApplication {
  /** A token for the application itself. */
  acquireTokenForClient(request: ClientCredentialsRequest): Promise<AuthenticationResult>;
  /** A token of a downstream API, for the user whose token this API was called with. */
  acquireTokenOnBehalfOf(request: OnBehalfOfRequest): Promise<AuthenticationResult>;
  getAuthorizationRequestUrl(request: AuthorizationUrlRequest): Promise<string>;
  acquireTokenByAuthorizationCode(request: AuthorizationCodeRequest): Promise<AuthenticationResult>;
}

/**
 * Throws MsalClientException for options that cannot work. Sends nothing.
 *
 * @example
 * const app = createConfidentialClientApplication({
 *   clientId, authority: 'https://login.microsoftonline.com/contoso.com', credential: { type: 'secret', secret },
 * });
 * const { accessToken } = await app.acquireTokenForClient({ scopes: ['https://graph.microsoft.com/.default'] });
 */
export function createConfidentialClientApplication(
  options: ConfidentialClientOptions,
): ConfidentialClientApplication {
  if (options.credential.type === 'secret' && options.credential.secret === '') {
    throw new MsalClientException(
      'Client_Credentials_Required_In_Confidential_Client_Application',
      'The client secret is empty.',
      { hint: 'Give the secret or a certificate, or create a public client.' },
    );
  }
  const app = createApplication(options, options.credential);
  return {
    ...clientApplication(app),
    acquireTokenForClient: (request) => acquireTokenForClient(app, request),
    acquireTokenOnBehalfOf: (request) => acquireTokenOnBehalfOf(app, request),
    getAuthorizationRequestUrl: (request) => getAuthorizationRequestUrl(app, request),
    acquireTokenByAuthorizationCode: (request) => acquireTokenByAuthorizationCode(app, request),
  };
}
