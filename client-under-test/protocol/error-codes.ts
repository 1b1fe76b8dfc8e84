/** The JSON-RPC error codes of adapter protocol v1. A JSON-RPC error is never the SDK's answer. */
export const errorCodes = {
  /** The line is not JSON. */
  parseError: -32700,
  /** The line is JSON, and no message. */
  invalidRequest: -32600,
  /** The harness has no such reverse request. (An adapter answers `unsupported` instead.) */
  methodNotFound: -32601,
  /** The parameters do not fit the method. */
  invalidParams: -32602,
  /** The adapter failed where the SDK was not asked, or not heard. */
  adapterFailed: -32001,
  /** The harness could not do what a reverse request asked. */
  harnessFailed: -32002,
} as const;
