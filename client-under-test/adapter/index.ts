/**
 * For adapters written in TypeScript: the shape of an adapter, and how to serve one over stdio.
 * @module
 */
export type { Adapter, Harness, OperationMethod } from './adapter.ts';
export { serveStdio } from './serve-stdio.ts';
