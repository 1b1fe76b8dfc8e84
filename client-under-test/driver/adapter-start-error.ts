/** Why an adapter could not be built or started. Everything here is for the author of the adapter to read. */

export type AdapterStartCode =
  | 'program_not_found'
  | 'folder_not_found'
  | 'not_startable' // the operating system refused
  | 'ended_at_start'
  | 'initialize_timeout'
  | 'initialize_failed' // the adapter answered that it cannot
  | 'protocol_violation'
  | 'build_failed';

export interface AdapterStartDetails {
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** The last lines the adapter wrote to standard error. */
  readonly stderr?: readonly string[];
  readonly cause?: unknown;
}

export class AdapterStartError extends Error {
  override readonly name = 'AdapterStartError';
  readonly code: AdapterStartCode;
  /** What a command line ends with: the adapter failed, not the SDK. */
  readonly exitCode = 3;
  readonly hint: string | undefined;
  readonly stderr: readonly string[];

  constructor(code: AdapterStartCode, message: string, details: AdapterStartDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    this.stderr = details.stderr ?? [];
  }
}
