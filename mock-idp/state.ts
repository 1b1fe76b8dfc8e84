/**
 * What a world remembers between requests: codes, tokens, sessions, consents. Plain data with an owner: the
 * grants and the pages read and change it; nobody outside this room sees it.
 */
import type { Resource } from './clouds/cloud.ts';
import type { ArcSecrets } from './managed-identity/arc-secrets.ts';
import type { OneTimeCode } from './customers/one-time-codes.ts';
import type { Continuation } from './native-auth/continuation.ts';
import type { SignInFlow } from './sign-in/flow.ts';
import type { App, Tenant, User } from './world.ts';

/** What was asked for and may be granted, once `resolveScopes` has understood it. */
export interface GrantedScopes {
  /** The API the access token is for. */
  readonly resource: Resource;
  /** As they stand in the answer, with the API's identifier as it was asked: `https://graph.microsoft.com/User.Read`. */
  readonly scopes: readonly string[];
  /** Those of `openid`, `profile`, `email` that were asked for. */
  readonly oidc: readonly string[];
  /** Whether `offline_access` was asked for: the answer then has a refresh token. */
  readonly offline: boolean;
}

/** A grant of B2C is good for the policy that gave it alone. */
export interface B2cSignIn {
  readonly policy: string;
  readonly newUser: boolean;
}

/** How a user has proved who they are. */
export interface Authentication {
  /** World time in milliseconds. */
  readonly at: number;
  readonly mfa: boolean;
}

export interface AuthorizationCode {
  readonly code: string;
  readonly app: App;
  readonly user: User;
  /** The tenant the token will be for. */
  readonly tenant: Tenant;
  readonly granted: GrantedScopes;
  readonly redirectUri: string;
  readonly pkce?: { readonly method: 'S256' | 'plain'; readonly challenge: string };
  readonly nonce?: string;
  /** The `claims` parameter of the authorization request, as sent. */
  readonly claims?: string;
  readonly sessionId?: string;
  readonly authentication?: Authentication;
  /** What B2C knows of the sign-in besides. */
  readonly b2c?: B2cSignIn;
  /** World time in milliseconds. */
  readonly issuedAt: number;
  redeemed: boolean;
  revoked: boolean;
}

export interface RefreshToken {
  readonly token: string;
  readonly app: App;
  readonly user: User;
  readonly granted: GrantedScopes;
  readonly authentication?: Authentication;
  readonly b2c?: B2cSignIn;
  readonly issuedAt: number;
  lastUsedAt: number;
  revoked: boolean;
}

/** An access token of a personal account: opaque, so what it stands for is kept here. */
export interface PersonalToken {
  readonly token: string;
  readonly user: User;
  /** As a `scp` claim would have them. */
  readonly scopes: string;
  /** World time in milliseconds. */
  readonly expiresAt: number;
}

export type DeviceCodeState =
  | { readonly kind: 'pending' }
  | { readonly kind: 'completed'; readonly user: User; readonly authentication: Authentication }
  | { readonly kind: 'declined' }
  | { readonly kind: 'redeemed' };

export interface DeviceCode {
  readonly deviceCode: string;
  /** Upper case, as the client shows it. */
  readonly userCode: string;
  readonly app: App;
  /** The tenant segment of the path the code was asked at. */
  readonly tenantSegment: string;
  readonly granted: GrantedScopes;
  readonly claims?: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  state: DeviceCodeState;
}

/** A browser that has signed in: what its cookie stands for. */
export interface BrowserSession {
  readonly id: string;
  /** Who is signed in, the latest last. */
  accounts: readonly SignedIn[];
}

export interface SignedIn {
  readonly user: User;
  readonly authenticatedAt: number;
  readonly mfa: boolean;
}

export interface WorldState {
  readonly authorizationCodes: Map<string, AuthorizationCode>;
  readonly refreshTokens: Map<string, RefreshToken>;
  /** By token. */
  readonly personalTokens: Map<string, PersonalToken>;
  /** By device code. */
  readonly deviceCodes: Map<string, DeviceCode>;
  /** By user code in upper case. */
  readonly userCodes: Map<string, DeviceCode>;
  /** By the session cookie's value. */
  readonly sessions: Map<string, BrowserSession>;
  /** By flow id. */
  readonly signInFlows: Map<string, SignInFlow>;
  /** `consentKey` of what users have agreed to. */
  readonly consents: Set<string>;
  /** Expiry, in Unix seconds, of client assertions by app and `jti`; kept only where a replay is refused. */
  readonly seenAssertions: Map<string, number>;
  readonly arcSecrets: ArcSecrets;
  /** World milliseconds before which a user's grants are void (Entra's TokensValidFrom), by user id. */
  readonly tokensValidFrom: Map<string, number>;
  /** Ids of the users of access tokens that can be ended, by `uti`; `endedTokens`: those that have been. */
  readonly continuousTokens: Map<string, string>;
  readonly endedTokens: Map<string, string>;
  /** World milliseconds of the requests that passed, by throttling rule and app. */
  readonly throttled: Map<string, readonly number[]>;
  /** Sent by email and not used yet, by address in lower case. */
  readonly oneTimeCodes: Map<string, OneTimeCode>;
  /** Native authentication under way, by continuation token. */
  readonly continuations: Map<string, Continuation>;
}

export const createState = (arcSecrets: ArcSecrets): WorldState => ({
  arcSecrets,
  authorizationCodes: new Map(),
  refreshTokens: new Map(),
  personalTokens: new Map(),
  deviceCodes: new Map(),
  userCodes: new Map(),
  sessions: new Map(),
  signInFlows: new Map(),
  consents: new Set(),
  seenAssertions: new Map(),
  tokensValidFrom: new Map(),
  continuousTokens: new Map(),
  endedTokens: new Map(),
  throttled: new Map(),
  oneTimeCodes: new Map(),
  continuations: new Map(),
});

/** An administrator agrees for everybody in their tenant. */
export const tenantConsentKey = ({ tenant }: User, app: App, resource: Resource): string =>
  `${tenant.id} ${app.clientId} ${resource.appId}`;

/** A user agrees once for an app and an API. */
export const consentKey = (user: User, app: App, resource: Resource): string =>
  `${user.id} ${app.clientId} ${resource.appId}`;
