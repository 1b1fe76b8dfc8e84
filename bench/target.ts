/** What is asked of a server under measurement, and what it and the bench say to each other over IPC. */

export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Since the process began: CPU time of all its threads in microseconds; memory after a full collection, in bytes. */
export interface Usage {
  readonly cpuUs: number;
  readonly rss: number;
  readonly heapUsed: number;
}

export type FromServer =
  { readonly kind: 'ready'; readonly target: Target } | { readonly kind: 'usage'; readonly usage: Usage };

export interface LoadOrder {
  readonly target: Target;
  readonly connections: number;
  /** One of the two: how long, or how many. */
  readonly seconds?: number;
  readonly amount?: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Answers that were no 200, and requests that got none. */
  readonly failures: number;
  readonly p99Ms: number;
}

export const formTarget = (url: string, form: Readonly<Record<string, string>>): Target => ({
  url,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(form).toString(),
});
