/** HTTP as plain values: what every door turns its requests into, and what it makes its answers from. */

export interface WireRequest {
  readonly method: string;
  /** Absolute, with the host the client asked for: the host decides the cloud. */
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most `maxBodyBytes`; a door answers 413 to more. */
  readonly body: string;
}

export interface WireResponse {
  readonly status: number;
  /** In the order in which they go out. A name may stand more than once (`Set-Cookie`). */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** What the door does to the connection instead of, or while, answering. */
  readonly transport?: TransportFault;
}

export type TransportFault =
  | { readonly kind: 'reset'; readonly when: 'before-headers' | 'after-headers' }
  /** Announces the whole length, sends this many bytes of it and closes. */
  | { readonly kind: 'truncate'; readonly bytes: number }
  /** Real milliseconds before the first byte. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Announces no length, sends everything, and ends the connection real milliseconds later. */
  | { readonly kind: 'slow-close'; readonly ms: number };

export type DoorName = 'https' | 'http' | 'proxy' | 'memory';

export const maxBodyBytes = 1024 * 1024;
