/** How a command ends when it cannot do what was asked. Exit codes: docs of the command line, `--help`. */

/** An end that the person at the terminal can do something about: words, not a stack. */
export class CliError extends Error {
  override readonly name = 'CliError';
  /** Stable, for scripts: `port_in_use`. */
  readonly code: string;
  readonly exitCode: number;
  /** What to do about it. */
  readonly hint?: string;

  constructor(code: string, exitCode: number, message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.exitCode = exitCode;
    if (hint !== undefined) this.hint = hint;
  }
}
