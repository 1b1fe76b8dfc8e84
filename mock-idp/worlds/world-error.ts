/** What can be wrong with a world as its maker asked for it. */

export type WorldErrorCode = 'unknown_cloud' | 'unknown_user_code' | 'decided_user_code';

const hints: Readonly<Record<WorldErrorCode, string>> = {
  unknown_cloud: 'name a file of fixtures/clouds, without .yaml',
  unknown_user_code: 'use the code as the client showed it, in the world it was issued in',
  decided_user_code: 'ask for a new device code: each is decided once',
};

export class WorldError extends Error {
  override readonly name = 'WorldError';
  readonly code: WorldErrorCode;
  readonly hint: string;

  constructor(code: WorldErrorCode, message: string) {
    super(message);
    this.code = code;
    this.hint = hints[code];
  }
}
