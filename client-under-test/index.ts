/**
 * The client under test: the adapter protocol, the driver that runs adapters, and the clients the repo brings.
 * @module
 */
export * from './protocol/index.ts';
export { type Adapter, type Harness, type OperationMethod } from './adapter/index.ts';
export { AdapterStartError, type AdapterStartCode } from './driver/adapter-start-error.ts';
export { buildAdapter } from './driver/build-adapter.ts';
export { reachEnvironment, type Environment } from './driver/environment.ts';
export { startInProcess, type InProcessOptions } from './driver/in-process.ts';
export type { RunIdentity } from './driver/initialize.ts';
export { loadManifest } from './driver/load-manifest.ts';
export {
  builtInClients,
  resolveClient,
  UnknownClientError,
  type ResolvedClient,
} from './driver/resolve-client.ts';
export type { AdapterSession, CallResult, HarnessHandlers } from './driver/session.ts';
export { startProcess, type ProcessOptions, type ProcessSession } from './driver/start-process.ts';
