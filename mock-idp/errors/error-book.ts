/** Reads every error of `fixtures/errors` once and finds them by number. */
import { fixtureFiles, readYaml } from '../../fixtures/index.ts';
import { errorFile, type ErrorData } from './error-data.ts';

export interface ErrorBook {
  /** @throws {UnknownErrorCode} when no file has this number */
  get(code: number): ErrorData;
  has(code: number): boolean;
}

/** An AADSTS number was asked for that `fixtures/errors` does not hold. */
export class UnknownErrorCode extends Error {
  override readonly name = 'UnknownErrorCode';
  readonly code = 'unknown_error_code';
  readonly hint: string;

  constructor(aadsts: number) {
    super(`AADSTS${aadsts} is not in fixtures/errors`);
    this.hint = `add fixtures/errors/${aadsts}.yaml`;
  }
}

export const readErrorBook = (): ErrorBook => {
  const errors = new Map(
    fixtureFiles('errors').map((file) => {
      const data = readYaml(file, errorFile);
      return [data.code, data] as const;
    }),
  );
  return {
    has: (code) => errors.has(code),
    get: (code) => {
      const data = errors.get(code);
      if (!data) throw new UnknownErrorCode(code);
      return data;
    },
  };
};
