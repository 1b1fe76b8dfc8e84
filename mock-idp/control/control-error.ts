/** What the control API answers when it does not do what was asked: a status, a stable code, words, a hint. */

export type ControlErrorCode =
  | 'unauthorized'
  | 'unknown_path'
  | 'method_not_allowed'
  | 'not_json'
  | 'invalid_request'
  | 'unknown_world'
  | 'unknown_user'
  | 'world_exists'
  | 'refused';

export interface ControlErrorOptions extends ErrorOptions {
  readonly hint?: string;
  /** `body.config.tenants.contoso.user: unknown key`, one for each thing that is wrong. */
  readonly problems?: readonly string[];
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: number;
  readonly code: string;
  readonly hint: string | undefined;
  readonly problems: readonly string[];
  readonly headers: readonly (readonly [name: string, value: string])[];

  /** @param code one of this module's, or that of the error behind it */
  constructor(
    status: number,
    code: ControlErrorCode | (string & {}),
    message: string,
    { hint, problems = [], headers = [], cause }: ControlErrorOptions = {},
  ) {
    super(message, { cause });
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.problems = problems;
    this.headers = headers;
  }
}
