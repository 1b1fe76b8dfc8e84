/** The driver: finds, builds, starts and talks to adapters, and ends them. */
export { AdapterStartError, type AdapterStartCode } from './adapter-start-error.ts';
export { buildAdapter } from './build-adapter.ts';
export { reachEnvironment, type Environment } from './environment.ts';
export { javaEnvironment } from './java-environment.ts';
export { startInProcess, type InProcessOptions } from './in-process.ts';
export type { RunIdentity } from './initialize.ts';
export { loadManifest } from './load-manifest.ts';
export {
  asProcess,
  builtInClients,
  resolveClient,
  UnknownClientError,
  type ResolvedClient,
} from './resolve-client.ts';
export type { AdapterSession, CallResult, HarnessHandlers } from './session.ts';
export { startProcess, type ProcessOptions, type ProcessSession } from './start-process.ts';
