/** What a command ends with when it cannot do its work: words for the person, a code for the shell. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: string;
  readonly exitCode: number;
  readonly hint?: string;

  constructor(code: string, exitCode: number, message: string, hint?: string) {
    super(message);
    this.code = code;
    this.exitCode = exitCode;
    if (hint !== undefined) this.hint = hint;
  }
}
