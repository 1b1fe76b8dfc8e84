/**
 * The client under test: the adapter protocol, the driver that runs adapters, and the clients the repo brings.
 * @module
 */
export * from './protocol/index.ts';
export type { AdapterSession, CallResult, HarnessHandlers } from './driver/session.ts';
