/**
 * What a world remembers between requests: codes, tokens, sessions, consents. Plain data with an owner: the
 * grants and the pages read and change it; nobody outside this room sees it.
 */
import type { Resource } from './clouds/cloud.ts';
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
  | { readonly kind: 'completed'; readonly user: User }
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
  /** World milliseconds before which a user's grants are void (Entra's TokensValidFrom), by user id. */
  readonly tokensValidFrom: Map<string, number>;
}

export const createState = (): WorldState => ({
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
});

/** A user agrees once for an app and an API. */
export const consentKey = (user: User, app: App, resource: Resource): string =>
  `${user.id} ${app.clientId} ${resource.appId}`;
