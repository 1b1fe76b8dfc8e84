/** What can be wrong with a world as its maker asked for it. */

export type WorldErrorCode =
  'unknown_cloud' | 'unknown_user_code' | 'decided_user_code' | 'no_next_key' | 'unknown_key' | 'key_in_use';

const hints: Readonly<Record<WorldErrorCode, string>> = {
  unknown_cloud: 'name a file of fixtures/clouds, without .yaml',
  unknown_user_code: 'use the code as the client showed it, in the world it was issued in',
  decided_user_code: 'ask for a new device code: each is decided once',
  no_next_key: 'publish a new key first, or rotate, which does both',
  unknown_key: 'take a kid from the list of keys',
  key_in_use: 'rotate first',
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
