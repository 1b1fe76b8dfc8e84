/** Parsers of option values that several commands share. Each throws what commander prints as a usage error. */
import { InvalidArgumentError } from 'commander';
import { profileName, type Profile } from '../suites/index.ts';

export const several = (value: string, before: readonly string[] | undefined): string[] => [
  ...(before ?? []),
  value,
];

export const wholeNumber =
  (least: number) =>
  (value: string): number => {
    const number = Number(value);
    if (!Number.isSafeInteger(number) || number < least) {
      throw new InvalidArgumentError(`It must be a whole number, ${least} or more.`);
    }
    return number;
  };

/** `smoke,core`: the largest of them, since each holds the smaller ones. */
export const profile = (value: string): Profile => {
  const asked = value.split(',').map((name) => name.trim());
  const unknown = asked.find((name) => !profileName.options.includes(name as Profile));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(
      `"${unknown}" is not a profile; there are ${profileName.options.join(', ')}.`,
    );
  }
  return profileName.options.findLast((name) => asked.includes(name))!;
};
