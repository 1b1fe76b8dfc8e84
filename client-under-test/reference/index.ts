/**
 * The reference client: what the documentation of MSAL.NET describes, in TypeScript, to be read and run.
 * It knows the authority only through HTTP, and takes time, chance, network and browser from its caller.
 * @module
 */
export { createPublicClientApplication } from './public-client.ts';
export type { PublicClientApplication, PublicClientOptions } from './public-client.ts';
export { createConfidentialClientApplication } from './confidential-client.ts';
export type { ConfidentialClientApplication, ConfidentialClientOptions } from './confidential-client.ts';
export type { ApplicationOptions } from './application.ts';
export type { AuthenticationResult } from './authentication-result.ts';
export type { RequestOptions } from './operation.ts';
export type { AuthorizationCodeRequest } from './flows/authorization-code.ts';
export type { AuthorizationUrlRequest } from './flows/authorization-url.ts';
export type { ClientCredentialsRequest } from './flows/client-credentials.ts';
export type { DeviceCodeInfo, DeviceCodeRequest } from './flows/device-code.ts';
export type { Browser, InteractiveRequest } from './flows/interactive.ts';
export type { OnBehalfOfRequest } from './flows/on-behalf-of.ts';
export type { RefreshTokenRequest } from './flows/refresh-token.ts';
export type { SilentRequest } from './flows/silent.ts';
export type { UsernamePasswordRequest } from './flows/username-password.ts';
export type { ClientCredential } from './token/client-credential.ts';
export type { Account } from './cache/accounts.ts';
export type { CacheAccess, CacheHooks, TokenCache } from './cache/token-cache.ts';
export { systemClock, type Clock } from './clock.ts';
export { systemRandom, type Random } from './random.ts';
export { fetchNetwork, type Network, type NetworkRequest, type NetworkResponse } from './network.ts';
export type { LogCallback, LogLevel } from './logging.ts';
export {
  MsalClaimsChallengeException,
  MsalClientException,
  MsalError,
  MsalNetworkException,
  MsalServiceException,
  MsalUiRequiredException,
  type UiRequiredClassification,
} from './errors/msal-error.ts';
export { MsalThrottledServiceException, MsalThrottledUiRequiredException } from './errors/throttled.ts';
