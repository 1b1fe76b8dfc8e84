/**
 * The shape of an endpoint: what it is handed and what it gives back. `answers.ts` makes the answers,
 * `../routes.ts` says which request reaches which endpoint.
 */
import type { Cloud } from '../clouds/cloud.ts';
import type { Clouds } from '../clouds/clouds.ts';
import type { EndpointName } from '../endpoint-name.ts';
import type { ErrorBook } from '../errors/error-book.ts';
import type { TokenFault } from '../faults/fault-rule.ts';
import type { KeyPool } from '../keys/key-pool.ts';
import type { WorldKeys } from '../keys/world-keys.ts';
import type { WorldState } from '../state.ts';
import type { WireRequest, WireResponse } from '../wire.ts';
import type { Tenant, World } from '../world.ts';

/** What all worlds of an authority share. */
export interface Services {
  readonly keys: KeyPool;
  readonly clouds: Clouds;
  readonly errors: ErrorBook;
  /** Where Azure Arc's secret files are written. */
  readonly arcSecretDirectory?: string | undefined;
}

/**
 * The first segment of the path. `tenant` names one of the world and the cloud, `elsewhere` one of another cloud; a
 * GUID or domain nobody has is `unknown`.
 */
export type TenantSegment =
  | { readonly kind: 'tenant' | 'elsewhere'; readonly segment: string; readonly tenant: Tenant }
  | { readonly kind: 'common' | 'organizations' | 'consumers'; readonly segment: string }
  | { readonly kind: 'unknown' | 'malformed' | 'none'; readonly segment: string };

/**
 * Which headers an answer carries: discovery documents, token-like answers, user realm, pages, Graph; whatever AD FS
 * says; `own`: those it has already.
 */
export type HeadStyle = 'discovery' | 'protocol' | 'userrealm' | 'page' | 'graph' | 'adfs' | 'own';

/** The world of the request and everything the authority knows of it. */
export interface EndpointContext extends Omit<Services, 'keys'> {
  readonly world: World;
  readonly keys: WorldKeys;
  readonly state: WorldState;
  readonly cloud: Cloud;
  readonly endpoint: EndpointName;
  readonly head: HeadStyle;
  /** Version of the endpoint the path speaks of. */
  readonly version: 'v1' | 'v2';
  /** The host the client asked, in lower case, with no port. */
  readonly host: string;
  readonly tenant: TenantSegment;
  /** Named groups of the route's path, percent-decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly request: WireRequest;
  /** Of a parameter sent twice the first; `duplicates` names those. */
  readonly form: ReadonlyMap<string, string>;
  readonly query: ReadonlyMap<string, string>;
  readonly duplicates: readonly string[];
  /** What rules make wrong in the tokens of this answer. */
  readonly tokenFaults: readonly TokenFault[];
  /** `x-ms-request-id` of the answer, trace_id of its error. */
  readonly traceId: string;
  readonly correlationId: string;
  /** What was decided, in words, for the ledger. The last call counts. */
  setDecision(words: string): void;
  /** Age of the refresh token that was redeemed, in milliseconds: x-ms-clitelem tells it. */
  setRefreshTokenAge(ms: number): void;
  /** Makes a secret or token known to the canaries, under the next name of its kind: `access_token 3`. */
  watch(kind: string, secret: string): void;
  /** Lets later requests that carry this value (a user code, a flow id) find this world. */
  claim(handle: string): void;
}

export type EndpointHandler = (context: EndpointContext) => Promise<WireResponse> | WireResponse;
