/**
 * A world: one directory, clock, random source, fault plan and ledger, addressed by GUIDs that no other world
 * has. This file is the shape of it; `create-world.ts` builds one.
 */
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';
import type { FaultRule } from './faults/fault-rule.ts';
import type { Exchange } from './ledger/exchange.ts';
import type { OwnAuthorities } from './config/authority-config.ts';
import type { CustomerTenants } from './customers/customer-tenants.ts';
import type { WorldConfig } from './config/world-config.ts';
import type { ManagedIdentities } from './managed-identity/managed-identity.ts';

export interface Tenant extends OwnAuthorities, CustomerTenants {
  /** Name in the config. */
  readonly name: string;
  readonly id: string;
  readonly domains: readonly string[];
  readonly cloud: string;
  /** `blocked` by Microsoft, or `inactive` for too long: nobody signs in there. */
  readonly state: 'active' | 'blocked' | 'inactive';
}

export interface User {
  readonly name: string;
  readonly id: string;
  /** Their home. Of a personal Microsoft account the tenant that all of those have. */
  readonly tenant: Tenant;
  /** Tenants they are invited to. */
  readonly guestOf: readonly Tenant[];
  readonly upn: string;
  /** Customers change both. */
  password: string;
  displayName: string;
  state: 'active' | 'disabled' | 'locked' | 'password-expired' | 'must-change-password';
  readonly mfa: 'none' | 'required';
  /** Whether there is a second factor to prove. Default: there is. */
  readonly mfaEnrolled?: boolean;
  readonly compliantDevice?: boolean;
  /** May consent for everybody. */
  readonly admin?: boolean;
  /** Where a customer's account comes from, e.g. google.com; absent: it has a password here. */
  readonly identityProvider?: string;
}

export interface AppCertificate {
  readonly certificatePem: string;
  /** PKCS#8. Absent when the config gave only the certificate. */
  readonly privateKeyPem?: string;
  /** base64url of the SHA-1 and of the SHA-256 of the DER. */
  readonly x5t: string;
  readonly x5tS256: string;
}

export interface App {
  readonly name: string;
  readonly clientId: string;
  readonly displayName: string;
  readonly tenant: Tenant;
  readonly kind: 'public' | 'confidential';
  readonly audience: 'single-tenant' | 'multi-tenant' | 'multi-tenant-and-personal' | 'personal';
  /** Where its client id is known: the cloud of its tenant first. */
  readonly clouds: readonly string[];
  readonly secret?: string;
  readonly secretState: 'valid' | 'expired';
  readonly certificate?: AppCertificate;
  readonly certificateState: 'valid' | 'expired';
  readonly state: 'active' | 'disabled';
  readonly redirectUris: readonly string[];
  readonly exposes?: { readonly uri: string; readonly scopes: readonly string[] };
  readonly accessTokenVersion?: 1 | 2;
  readonly consent: 'granted' | 'required' | 'admin-required';
  /** Names of the users who may use it, and of the apps that may call it; absent: all. */
  readonly assignedTo?: readonly string[];
  readonly family: boolean;
  /** Whether it may use the native authentication API of its CIAM tenant. */
  readonly nativeAuth: boolean;
}

export interface Directory {
  readonly tenants: readonly Tenant[];
  /** Customers who sign up join them. */
  readonly users: User[];
  readonly apps: readonly App[];
}

/** Time in a world. `manual` stands still until moved; `system` runs, moved by what was added. */
export interface WorldClock extends Clock {
  advance(ms: number): void;
}

export interface FaultPlan {
  readonly rules: readonly FaultRule[];
  add(rule: FaultRule): void;
  clear(): void;
}

export interface PublishedKey {
  readonly kid: string;
  /** `next`: published and not used yet; `old`: used before. */
  readonly use: 'signing' | 'next' | 'old';
}

/** The keys the world's tokens are signed with. Each method that makes or chooses a key gives its `kid`. */
export interface SigningKeys {
  /** What the keys document lists, oldest first. */
  list(): Promise<readonly PublishedKey[]>;
  /** Publishes one more key, which signs nothing yet. */
  publishNext(): Promise<string>;
  /** Goes over to the next published key; the old one stays published. @throws {WorldError} `no_next_key` */
  useNext(): Promise<string>;
  /** Publishes a new key, unless one waits, and goes over to it. */
  rotate(): Promise<string>;
  /** Takes a key out of the keys document. @throws {WorldError} `unknown_key`, `key_in_use` */
  drop(kid: string): Promise<void>;
}

export interface Ledger {
  readonly exchanges: readonly Exchange[];
  /** Calls back after each exchange is recorded and before its answer goes out. Returns the way to stop. */
  subscribe(listener: (exchange: Exchange) => void): () => void;
}

/** Secrets and tokens the world knows, so that a leak is found and a report can name them instead. */
export interface Canaries {
  /** Replaces every known secret or token in the text by its name, e.g. `[client_secret of app]`. */
  redact(text: string): string;
  /** Names of the known secrets and tokens that occur in the text. */
  find(text: string): string[];
}

export interface World {
  readonly id: string;
  readonly seed: number;
  readonly config: WorldConfig;
  readonly clock: WorldClock;
  readonly random: Random;
  readonly directory: Directory;
  readonly faults: FaultPlan;
  readonly ledger: Ledger;
  readonly canaries: Canaries;
  readonly managedIdentity: ManagedIdentities;
  readonly keys: SigningKeys;
  /** Ends the user's sessions and refresh tokens: AADSTS50173 from then on. */
  revoke(user: User): void;
  /** As the user or an administrator does it: ends their sessions, too. */
  changePassword(user: User, password: string): void;
  disable(user: User): void;
  /** Whatever was wrong with the account: it is active again. */
  enable(user: User): void;
  /** What the person at the device page does, by the user code the client showed. Throws when no such code. */
  completeDeviceCode(userCode: string, user: User): void;
  declineDeviceCode(userCode: string): void;
  /** What the person reads in their mail: the code last sent there, while it is not used. */
  oneTimeCode(email: string): string | undefined;
}
