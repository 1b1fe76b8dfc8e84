/**
 * For vitest: a world for each test of an application, and the suites as native tests for authors of SDKs.
 * @module
 */
export { withWorld } from './with-world.ts';
export { ledgerText } from './ledger-text.ts';
export { conformance, NothingVerifiedError, type ConformanceOptions } from './conformance.ts';
export { ConformanceError } from './conformance-error.ts';
