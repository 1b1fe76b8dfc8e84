/**
 * Adapter protocol v1: the wire contract between the harness and whatever drives an SDK.
 * @module
 */
export { account, errorKind, errorKinds, sdkError, tokenResult } from './normal-forms.ts';
export type { Account, ErrorKind, SdkError, TokenResult } from './normal-forms.ts';
export { featureId, featureIds, featureSupport, type FeatureId, type FeatureSupport } from './features.ts';
export { clockMode, credential, notifications, operations, outcomeOf, reverse } from './operations.ts';
export type { Method, NotificationMethod, Outcome, Params, ReverseMethod, Value } from './operations.ts';
export { errorCodes } from './error-codes.ts';
export { maxLineBytes, message } from './messages.ts';
export type {
  ErrorMessage,
  Message,
  NotificationMessage,
  RequestMessage,
  ResultMessage,
} from './messages.ts';
export { adapterManifest, type AdapterManifest } from './adapter-manifest.ts';
export { schemaText, writeSchema, type SchemaDocument } from './schema-file.ts';
export { code, memberTable, schemaOf, table, withMadeParts, type JsonSchema } from './schema-tables.ts';
