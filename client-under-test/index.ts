/**
 * The client under test: the adapter protocol, the driver that runs adapters, and the clients the repo brings.
 * @module
 */
export * from './protocol/index.ts';
export { type Adapter, type Harness, type OperationMethod } from './adapter/index.ts';
export * from './driver/index.ts';
export { referenceAdapter } from './adapters/reference/adapter.ts';
export type { Network } from './reference/index.ts';
export { brokenClients, type BrokenClient } from './broken/index.ts';
