/** A public client: a desktop, mobile or command line application, which can keep no secret. */
import { createApplication, type ApplicationOptions } from './application.ts';
import type { AuthenticationResult } from './authentication-result.ts';
import { clientApplication, type ClientApplication } from './client-application.ts';
import {
  acquireTokenByAuthorizationCode,
  type AuthorizationCodeRequest,
} from './flows/authorization-code.ts';
import { getAuthorizationRequestUrl, type AuthorizationUrlRequest } from './flows/authorization-url.ts';
import { acquireTokenByDeviceCode, type DeviceCodeRequest } from './flows/device-code.ts';
import { acquireTokenInteractive, type Browser, type InteractiveRequest } from './flows/interactive.ts';

export interface PublicClientOptions extends ApplicationOptions {
  /** Wanted for acquireTokenInteractive. */
  readonly browser?: Browser | undefined;
}

export interface PublicClientApplication extends ClientApplication {
  /** Signs the user in through the browser. */
  acquireTokenInteractive(request: InteractiveRequest): Promise<AuthenticationResult>;
  /** Signs the user in on another device. */
  acquireTokenByDeviceCode(request: DeviceCodeRequest): Promise<AuthenticationResult>;
  getAuthorizationRequestUrl(request: AuthorizationUrlRequest): Promise<string>;
  acquireTokenByAuthorizationCode(request: AuthorizationCodeRequest): Promise<AuthenticationResult>;
}

/** Throws MsalClientException for options that cannot work. Sends nothing. */
export function createPublicClientApplication(options: PublicClientOptions): PublicClientApplication {
  const app = createApplication(options);
  return {
    ...clientApplication(app),
    acquireTokenInteractive: (request) => acquireTokenInteractive(app, options.browser, request),
    acquireTokenByDeviceCode: (request) => acquireTokenByDeviceCode(app, request),
    getAuthorizationRequestUrl: (request) => getAuthorizationRequestUrl(app, request),
    acquireTokenByAuthorizationCode: (request) => acquireTokenByAuthorizationCode(app, request),
  };
}
